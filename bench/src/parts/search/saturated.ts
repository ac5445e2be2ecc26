/** Searches of every kind at once, and what reads feel of them. */
import { someKeys } from '../../data/records.ts';
import { seeded } from '../../data/seeded.ts';
import { forSeconds, type LoadResult, runLoad } from '../../load/http-load.ts';
import { requestBytes } from '../../load/http-message.ts';
import { kinds } from './kinds.ts';
import type { Searching } from './measure-kind.ts';

const inFlight = 16;
const readers = 4;

const get = (path: string) => requestBytes({ method: 'GET', path: `/fhir/R4/${path}` });

/** Sixteen searches in flight, of every kind that is quick or joins. */
export function saturated({ address, samples }: Searching, seconds: number): Promise<LoadResult> {
  const chance = seeded(6);
  const mixed = kinds.filter((kind) => (kind.class === 'quick' || kind.class === 'join') && !kind.pages);
  const requests = Array.from({ length: 400 }, () => get(chance.pick(mixed).query(samples)));
  return runLoad({ address, connections: inFlight, next: forSeconds(seconds, () => chance.pick(requests)) });
}

/** Reads alone, and reads while searches that take long run beside them. */
export async function readsBeside(
  { address, url, samples }: Searching,
  seconds: number,
): Promise<{ readonly alone: LoadResult; readonly beside: LoadResult }> {
  const chance = seeded(7);
  const reads = (await someKeys(url, 2_000)).map(get);
  const slow = kinds.filter((kind) => kind.class === 'join').map((kind) => get(kind.query(samples)));
  const read = () => runLoad({ address, connections: readers, next: forSeconds(seconds, () => chance.pick(reads)) });
  const alone = await read();
  const search = runLoad({ address, connections: readers, next: forSeconds(seconds, () => chance.pick(slow)) });
  const beside = await read();
  await search;
  return { alone, beside };
}
