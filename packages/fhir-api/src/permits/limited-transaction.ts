/** A transaction on the record for somebody who may see only some of it: what is hidden is not there. */
import type { LockedRow, RecordTransaction, ResourceKey } from '@charthouse/chart-store';
import { type Sql, sql, type Visible } from '@charthouse/fhir-search';

interface Numbers {
  typeId(type: string): number;
  typeName(id: number): string;
}

/** Stands for a resource that refers to another and is hidden: the reference keeps that one from being deleted. */
const hidden = 'another resource';

export function limitedTransaction(tx: RecordTransaction, visible: Visible, numbers: Numbers): RecordTransaction {
  const locked: LockedRow[] = [];
  let locking: Promise<unknown> = Promise.resolve();
  const seen = (keys: readonly ResourceKey[]) => seenAmong(keys, visible.current('r'), { tx, numbers });
  return {
    ...tx,
    lockRows(keys) {
      const rows = tx.lockRows(keys).then(async (found) => {
        const shown = await seen([...found.values()]);
        const left = [...found].filter(([name]) => shown.has(name));
        locked.push(...left.map(([, row]) => row));
        return new Map(left);
      });
      locking = rows.catch(() => {});
      return rows;
    },
    async missingTargets(keys) {
      const [missing, shown] = await Promise.all([tx.missingTargets(keys), seen(keys), locking]);
      const known = (name: string) => locked.some(({ body }) => body.includes(`"${name}"`));
      const notSeen = keys.map(nameOf).filter((name) => !shown.has(name) && !known(name));
      return [...new Set([...missing, ...notSeen])];
    },
    async referencesTo(keys, exceptFrom, limit) {
      const references = await tx.referencesTo(keys, exceptFrom, limit);
      const shown = await seen(references.map(({ source }) => keyOf(source)));
      const told = references.map(({ target, source }) => ({ target, source: shown.has(source) ? source : hidden }));
      return [...new Map(told.map((one) => [`${one.target} ${one.source}`, one])).values()];
    },
    reading: () => {
      const reading = tx.reading();
      return { ...reading.under(visible), under: reading.under };
    },
  };
}

/** Those of the resources, by name, that a condition on `res r` holds for. */
export async function seenAmong(
  keys: readonly ResourceKey[],
  condition: Sql,
  { tx, numbers }: { readonly tx: Pick<RecordTransaction, 'query'>; readonly numbers: Numbers },
): Promise<Set<string>> {
  if (keys.length === 0) return new Set();
  const [types, ids] = [keys.map(({ type }) => numbers.typeId(type)), keys.map(({ id }) => id)];
  const rows = await tx.query<{ tid: number; id: string }>(
    sql`select r.tid, r.id from unnest(${types}::int2[], ${ids}::text[]) n(tid, id) join res r on r.tid = n.tid and r.id = n.id where ${condition}`,
  );
  return new Set(rows.map(({ tid, id }) => `${numbers.typeName(tid)}/${id}`));
}

function nameOf({ type, id }: ResourceKey): string {
  return `${type}/${id}`;
}

function keyOf(name: string): ResourceKey {
  const [type = '', id = ''] = name.split('/');
  return { type, id };
}
