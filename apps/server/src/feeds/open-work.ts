/** Tasks of a kind as the record has them. */
import type { ChartStore } from '@charthouse/chart-store';
import type { Resource } from '@charthouse/fhir-model';
import { type Sql, sql } from '@charthouse/fhir-search';

type Store = Pick<ChartStore, 'search'>;

/** Those that wait for somebody. */
export const openWork = (code: string, store: Store) => found(store, sql`w.kind = ${code} and is_open_work(w.status)`);

/** Those that waited ever. */
export const allWork = (code: string, store: Store) => found(store, sql`w.kind = ${code}`);

async function found(store: Store, condition: Sql): Promise<Resource[]> {
  const rows = await store.search<{ body: string }>(
    sql`select r.body from work w join res r on r.tk = w.tk where ${condition} and r.op <> 'D' order by w.authored, w.tk`,
  );
  return rows.map(({ body }) => JSON.parse(body) as Resource);
}
