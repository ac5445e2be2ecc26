/** Whether the versions exist that references name: https://hl7.org/fhir/R4/references.html#literal */
import type { RecordTransaction } from '@charthouse/chart-store';
import { sql } from '@charthouse/fhir-search';
import type { ApiParts } from '../parts.ts';
import type { Link } from './link.ts';
import type { Pending } from './versions.ts';

const largest = 2_147_483_647;

/** Those of the versions, by name, that neither the record has nor this transaction makes. A deletion is no version to refer to. */
export async function missingVersions(
  versions: ReadonlyMap<string, readonly Link[]>,
  pending: readonly Pending[],
  { tx, parts }: { tx: RecordTransaction; parts: Pick<ApiParts, 'store'> },
): Promise<string[]> {
  const { ids } = parts.store;
  const known = new Set(
    pending.filter(({ op }) => op !== 'delete').map((p) => `${p.type}/${p.id}/_history/${p.version}`),
  );
  const asked = [...versions].flatMap(([name, [link]]) => {
    const number = /^[1-9]\d{0,9}$/.test(link?.version ?? '') ? Number(link?.version) : 0;
    return link && number > 0 && number <= largest && !known.has(name) ? [{ ...link, name, number }] : [];
  });
  if (asked.length > 0) {
    const [types, names, numbers] = [
      asked.map((a) => ids.typeId(a.type)),
      asked.map((a) => a.id),
      asked.map((a) => a.number),
    ];
    const rows = await tx.query<{ at: number }>(sql`
      select k.at::int4 as at from unnest(${types}::int2[], ${names}::text[], ${numbers}::int4[]) with ordinality k(tid, id, ver, at)
      where exists (select from res r where r.tid = k.tid and r.id = k.id and r.ver = k.ver and r.op <> 'D')
        or exists (select from hist h where h.tid = k.tid and h.id = k.id and h.ver = k.ver and h.op <> 'D')`);
    for (const { at } of rows) known.add(asked[at - 1]?.name ?? '');
  }
  return [...versions.keys()].filter((name) => !known.has(name));
}
