/** Searches of every kind at once. */
import { seeded } from '../../data/seeded.ts';
import { forSeconds, type LoadResult, runLoad } from '../../load/http-load.ts';
import { requestBytes } from '../../load/http-message.ts';
import { percentile } from '../../measure/statistics.ts';
import type { ProcessorTime } from '../../processes/processor-time.ts';
import { type Kind, kinds } from './kinds.ts';
import type { Searching } from './measure-kind.ts';

const inFlight = 16;

const get = (path: string) => requestBytes({ method: 'GET', path: `/fhir/R4/${path}` });

export interface Saturated extends LoadResult {
  /** Time to answer, kind by kind, in milliseconds. */
  readonly kinds: readonly { readonly kind: Kind; readonly p50: number; readonly p95: number }[];
  /** Microseconds of processor time for one answer. */
  readonly processor: ProcessorTime;
}

/** Sixteen searches in flight, of every kind that is quick or joins, as often one as the other. Connections are opened before. */
export async function saturated(
  { address, samples }: Searching,
  { seconds, used }: { readonly seconds: number; readonly used: () => Promise<ProcessorTime> },
): Promise<Saturated> {
  const chance = seeded(6);
  const mixed = kinds.filter((kind) => (kind.class === 'quick' || kind.class === 'join') && !kind.pages);
  const asked = new Map(mixed.flatMap((kind) => Array.from({ length: 25 }, () => [get(kind.query(samples)), kind])));
  const requests = [...asked.keys()];
  const times = new Map(mixed.map((kind) => [kind, [] as number[]]));
  const load = (time: number, onAnswer: (request: Buffer, milliseconds: number) => void) =>
    runLoad({ address, connections: inFlight, next: forSeconds(time, () => chance.pick(requests)), onAnswer });
  await load(1, () => {});
  const before = await used();
  const result = await load(seconds, (request, time) => times.get(asked.get(request)!)!.push(time));
  const after = await used();
  const each = (part: keyof ProcessorTime) => (after[part] - before[part]) / result.requests;
  return {
    ...result,
    kinds: mixed.map((kind) => ({ kind, ...timesOf(times.get(kind)!) })),
    processor: { server: each('server'), database: each('database') },
  };
}

function timesOf(times: readonly number[]): { readonly p50: number; readonly p95: number } {
  const sorted = Float64Array.from(times).sort();
  return { p50: percentile(sorted, 0.5), p95: percentile(sorted, 0.95) };
}
