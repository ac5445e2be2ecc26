/** One kind of search over HTTP, one client; and its limit: the bodies it answered with, by their ids, from PostgreSQL. */
import { withClient } from '../../data/records.ts';
import { type LoadResult, runLoad } from '../../load/http-load.ts';
import { requestBytes } from '../../load/http-message.ts';
import { median } from '../../measure/statistics.ts';
import type { Kind } from './kinds.ts';
import type { Samples } from './samples.ts';

export interface Searching {
  readonly address: string;
  readonly url: string;
  readonly samples: Samples;
  /** Searches measured. */
  readonly count: number;
  /** Different values that are asked for; absent: 40. */
  readonly distinct?: number;
  /** Of whom they are made; absent: without sign-in. */
  readonly token?: string;
}

export interface KindResult extends LoadResult {
  readonly kind: Kind;
  /** Milliseconds, median: the same bodies by id. */
  readonly limit: number;
  /** Resources answered on average. */
  readonly answered: number;
}

/** Different values are asked for, some of them several times. */
const usual = 40;

export async function measureKind(kind: Kind, searching: Searching): Promise<KindResult> {
  const { address, samples, count, token, distinct = usual } = searching;
  const paths: string[] = [];
  for (let i = 0; i < Math.min(distinct, count); i++)
    paths.push(await turned(searching, `/fhir/R4/${kind.query(samples)}`, kind.pages ?? 0));
  const requests = paths.map((path) => requestBytes({ method: 'GET', path, token }));
  const ask = (most: number) => {
    let sent = 0;
    const next = () => (sent < most ? requests[sent++ % requests.length] : undefined);
    return runLoad({ address, connections: 1, next });
  };
  await ask(requests.length);
  const result = await ask(count);
  const answers: Awaited<ReturnType<typeof namesIn>>[] = [];
  for (const path of paths) answers.push(await namesIn(searching, path));
  const answered = answers.reduce((sum, names) => sum + names.length, 0) / answers.length;
  return { ...result, kind, answered, limit: await byIds(searching.url, answers) };
}

interface Page {
  readonly link?: readonly { readonly relation: string; readonly url: string }[];
  readonly entry?: readonly { readonly resource: { readonly resourceType: string; readonly id: string } }[];
}

/** The path of the page after `pages` next links, or of the last one there is. */
async function turned(asked: Asked, path: string, pages: number): Promise<string> {
  let at = path;
  for (let n = 0; n < pages; n++) {
    const next = (await page(asked, at)).link?.find(({ relation }) => relation === 'next');
    if (!next) break;
    const { pathname, search } = new URL(next.url);
    at = pathname + search;
  }
  return at;
}

type Asked = Pick<Searching, 'address' | 'token'>;

async function page({ address, token }: Asked, path: string): Promise<Page> {
  const answer = await fetch(address + path, {
    headers: { accept: 'application/fhir+json', ...(token !== undefined && { authorization: `Bearer ${token}` }) },
  });
  if (!answer.ok) throw new Error(`${path} was answered with ${answer.status}: ${(await answer.text()).slice(0, 500)}`);
  return (await answer.json()) as Page;
}

async function namesIn(asked: Asked, path: string): Promise<{ type: string; id: string }[]> {
  const { entry = [] } = await page(asked, path);
  return entry.map(({ resource }) => ({ type: resource.resourceType, id: resource.id }));
}

const statement = `select r.body from unnest($1::text[], $2::text[]) k(type, id)
  join resource_type t on t.name = k.type join res r on r.tid = t.tid and r.id = k.id`;

async function byIds(url: string, answers: readonly { type: string; id: string }[][]): Promise<number> {
  return withClient(url, async (client) => {
    const times: number[] = [];
    for (const names of [...answers, ...answers]) {
      const start = performance.now();
      const values = [names.map(({ type }) => type), names.map(({ id }) => id)];
      await client.query({ name: 'by ids', text: statement, values });
      times.push(performance.now() - start);
    }
    return median(times.slice(answers.length));
  });
}
