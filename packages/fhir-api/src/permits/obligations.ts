/** What a permit obliges to goes with the answer. A notice only with what it is about. docs/access.md */
import type { Obligation } from '@charthouse/access';
import type { ChartStore } from '@charthouse/chart-store';
import { type Sql, sql } from '@charthouse/fhir-search';
import type { Result } from '../call.ts';

type Store = Pick<ChartStore, 'search' | 'hash'>;

/** The answer with its banner, and with each notice whose label something in it has. */
export async function withObligations(
  result: Result,
  obligations: readonly Obligation[],
  store: Store,
): Promise<Result> {
  const banners = obligations.filter(({ kind }) => kind === 'banner');
  const notices = obligations.filter((one) => one.kind === 'notice');
  const labels = notices.length > 0 && result.body !== undefined ? await labelsIn(result.body, store) : [];
  const told = [...banners, ...notices.filter(({ label }) => labels.includes(label))];
  return told.length > 0 ? { ...result, obligations: [...(result.obligations ?? []), ...told] } : result;
}

/** Those that rules set stand in no text: the classes know them. */
async function labelsIn(body: string, store: Store): Promise<readonly string[]> {
  const names = [...body.matchAll(/"resourceType":"(\w+)","id":"([^"]+)"/g)].map(([, type, id]) => `${type}/${id}`);
  if (names.length === 0) return [];
  const [row] = await store.search<{ labels: string[] }>(labelsOf(names.map(store.hash)));
  return row?.labels ?? [];
}

const labelsOf = (keys: readonly bigint[]): Sql => sql`
  select coalesce(array_agg(distinct label), '{}') as labels
  from res r join access_class k on k.vis = r.vis and r.vis <> 0, unnest(k.labels) label where r.tk = any(${keys}::int8[])`;
