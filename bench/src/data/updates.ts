/** Changes a share of a grown record, so that it looks like one that is in use: old rows, moved index rows, no vacuum of ours. */
import { type Change, type ChartStore, openStore } from '@charthouse/chart-store';
import { isObject, type Resource } from '@charthouse/fhir-model';
import { createSearch, type Search } from '@charthouse/fhir-search';
import { withClient } from './records.ts';

/** Resources of one transaction. */
const together = 1_000;
const tag = { system: 'https://charthouse.dev/bench', code: 'updated' };

interface Key {
  readonly type: string;
  readonly id: string;
}

/** A new version of every `nth` resource: tagged, and measured values a little higher. Resolves to how many there were. */
export async function updateEvery(nth: number, url: string): Promise<number> {
  const keys = await withClient(url, async (client) => {
    const { rows } = await client.query<Key>(
      `select t.name as type, r.id from res r join resource_type t using (tid) where r.op <> 'D' and r.rid % $1 = 0 order by r.rid`,
      [nth],
    );
    return rows;
  });
  const store = await openStore({ connectionString: url, writeConnections: 1 });
  const search = createSearch({ hash: store.hash, ...store.ids });
  for (let at = 0; at < keys.length; at += together) await update({ store, search }, keys.slice(at, at + together));
  await store.close();
  return keys.length;
}

async function update(
  { store, search }: { readonly store: ChartStore; readonly search: Search },
  keys: readonly Key[],
): Promise<void> {
  await store.transaction(async (tx) => {
    const locked = await tx.lockRows(keys.map((key) => ({ ...key, forDelete: false })));
    const changes = [...locked.values()].map((previous): Change => {
      const { type, id } = previous;
      const [version, lastUpdated] = [previous.version + 1, previous.lastUpdated + 1];
      const resource = JSON.parse(previous.body) as Resource;
      const stamp = { versionId: String(version), lastUpdated: new Date(lastUpdated).toISOString() };
      resource.meta = { ...(isObject(resource.meta) && resource.meta), ...stamp, tag: [tag] };
      if (isObject(resource.valueQuantity) && typeof resource.valueQuantity.value === 'number')
        resource.valueQuantity.value *= 1.01;
      const index = search.extract(resource);
      return { type, id, op: 'update', version, lastUpdated, body: JSON.stringify(resource), index, previous };
    });
    await tx.write(changes);
  });
}
