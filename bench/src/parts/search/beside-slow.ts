/** What reads and creates feel of searches that take long. */
import { someKeys } from '../../data/records.ts';
import { seeded } from '../../data/seeded.ts';
import { forSeconds, type LoadResult, runLoad } from '../../load/http-load.ts';
import { requestBytes } from '../../load/http-message.ts';
import { observationsOf } from '../writes/observations.ts';
import { kinds } from './kinds.ts';
import type { Searching } from './measure-kind.ts';

/** Connections of each load, one request after the other on each. */
const connections = 4;

const get = (path: string) => requestBytes({ method: 'GET', path: `/fhir/R4/${path}` });

export interface Beside {
  readonly alone: LoadResult;
  readonly beside: LoadResult;
}

/** Reads alone and while joins and exact totals run without a pause, and creates alone and so. */
export async function besideSlow(
  { address, url, samples }: Searching,
  seconds: number,
): Promise<{ readonly reads: Beside; readonly creates: Beside }> {
  const chance = seeded(7);
  const reads = (await someKeys(url, 2_000)).map(get);
  const observations = observationsOf(await someKeys(url, 1_000, 'Patient'), 7);
  const create = () => requestBytes({ method: 'POST', path: '/fhir/R4/Observation', body: observations.another() });
  const slow = kinds
    .filter((kind) => kind.class === 'join' || kind.class === 'exact')
    .map((kind) => get(kind.query(samples)));
  const load = (pick: () => Buffer) => runLoad({ address, connections, next: forSeconds(seconds, pick) });
  const both = async (pick: () => Buffer): Promise<Beside> => {
    const alone = await load(pick);
    const [beside] = await Promise.all([load(pick), load(() => chance.pick(slow))]);
    return { alone, beside };
  };
  return { reads: await both(() => chance.pick(reads)), creates: await both(create) };
}
