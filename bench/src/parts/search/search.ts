/** Searches over HTTP in grown records. */
import type { Bench } from '../../bench.ts';
import { grownRecord } from '../../data/grown-records.ts';
import { updateEvery } from '../../data/updates.ts';
import type { Figure, Part } from '../../part.ts';
import { processorTimeOf } from '../../processes/processor-time.ts';
import type { Program } from '../../processes/program.ts';
import { type Beside, besideSlow } from './beside-slow.ts';
import { type KindClass, kinds } from './kinds.ts';
import { type KindResult, measureKind, type Searching } from './measure-kind.ts';
import { samplesOf } from './samples.ts';
import { type Saturated, saturated } from './saturated.ts';
import { sorts } from './sorts.ts';

export const search: Part = {
  name: 'search',
  goals: [5, 8],
  measures:
    'Searches over HTTP in grown records, one client, warm; then sixteen in flight, and reads and creates beside four slow searches; all again after every fifth resource was updated. Words are not indexed meanwhile (CHARTHOUSE_FULL_TEXT=off)',
  limit: 'the resources of the answer fetched by their ids with one PostgreSQL client',
  run,
};

async function run(bench: Bench): Promise<Figure[]> {
  const figures: Figure[] = [];
  for (const size of bench.scale.grown) {
    const url = await grownRecord(bench, size);
    const asImported: State = { id: `search.${size}`, words: resourcesIn(size) };
    figures.push(...(await inState(bench, url, asImported)));
    const updated = await updateEvery(share, url);
    bench.say(`  ${updated} of ${size} updated`);
    const asUpdated: State = { id: `search.${size}.updated`, words: `${resourcesIn(size)}, every fifth updated` };
    figures.push(...(await inState(bench, url, asUpdated)));
  }
  return figures;
}

/** One of so many resources is updated. */
const share = 5;

/** What a record has been through. */
interface State {
  /** Of the figures, without a dot at the end. */
  readonly id: string;
  readonly words: string;
}

function resourcesIn(size: number): string {
  return `${size.toLocaleString('en-US')} resources`;
}

function inState(bench: Bench, url: string, state: State): Promise<Figure[]> {
  const work = ({ address, pid }: Program) => measured(bench, state, { address, url, pid });
  return bench.withServer(url, work, { CHARTHOUSE_FULL_TEXT: 'off' });
}

async function measured(
  bench: Bench,
  { id, words: at }: State,
  { address, url, pid }: { readonly address: string; readonly url: string; readonly pid: number },
): Promise<Figure[]> {
  const searching: Searching = { address, url, samples: await samplesOf(url), count: bench.scale.searches };
  const watch = await bench.profiler?.watch({ pid }, url);
  const results: KindResult[] = [];
  for (const kind of [...kinds, ...sorts]) {
    const result = await measureKind(kind, searching);
    bench.say(`  ${at}: ${kind.name}: p50 ${result.p50.toFixed(2)} p95 ${result.p95.toFixed(2)} ms`);
    results.push(result);
  }
  const used = () => processorTimeOf(bench.postgres, pid);
  const all = await saturated(searching, { seconds: bench.scale.seconds, used });
  const { reads, creates } = await besideSlow(searching, bench.scale.seconds);
  await watch?.stop();
  return [
    ...results.map((result) => kindFigure(result, { id, words: at })),
    ...(['quick', 'join', 'total', 'exact', 'sort'] as const).flatMap((name) =>
      worst(results, name, { id, words: at }),
    ),
    ...saturatedFigures(all, { id, words: at }),
    besideFigure(`${id}.reads-beside`, `${at}: reads`, reads),
    besideFigure(`${id}.creates-beside`, `${at}: creates`, creates),
  ];
}

function besideFigure(id: string, what: string, { alone, beside }: Beside): Figure {
  const median = `p50 ${beside.p50.toPrecision(3)}, alone ${alone.p50.toPrecision(3)}`;
  return {
    id,
    what: `${what} beside slow searches, p99; limit: alone`,
    unit: 'ms',
    value: beside.p99,
    limit: alone.p99,
    note: median,
  };
}

function saturatedFigures({ rate, p99, processor, kinds: each }: Saturated, { id, words }: State): Figure[] {
  const { server, database } = processor;
  const parts = `server ${server.toFixed(0)}, database ${database.toFixed(0)}`;
  const what = `${words}: 16 in flight`;
  return [
    { id: `${id}.saturated`, what: `${what}, every kind`, unit: 'answers/s', value: rate },
    { id: `${id}.saturated.p99`, what: `${what}, p99`, unit: 'ms', value: p99 },
    {
      id: `${id}.saturated.cpu`,
      what: `${what}, processor time of each`,
      unit: 'µs',
      value: server + database,
      note: parts,
    },
    ...each.map(({ kind, p50, p95 }) => ({
      id: `${id}.saturated.${kind.name}`,
      what: `${what}: ${kind.name}, p50`,
      unit: 'ms',
      value: p50,
      note: `p95 ${p95.toPrecision(3)}`,
    })),
  ];
}

function kindFigure({ kind, p50, p95, p99, limit, answered }: KindResult, { id, words }: State): Figure {
  return {
    id: `${id}.${kind.name}`,
    what: `${words}: ${kind.name}, p50`,
    unit: 'ms',
    value: p50,
    limit,
    note: `p95 ${p95.toPrecision(3)}, p99 ${p99.toPrecision(3)}; ${answered.toFixed(0)} answered`,
  };
}

/** The slowest kind of a class: goals are for all kinds. */
function worst(results: readonly KindResult[], name: KindClass, { id, words }: State): Figure[] {
  const own = results.filter(({ kind }) => kind.class === name);
  return (['p50', 'p95'] as const).map((time) => {
    const slowest = own.reduce((a, b) => (b[time] > a[time] ? b : a));
    const what = `${words}: slowest kind of class ${name}, ${time}`;
    return { id: `${id}.${name}.${time}`, what, unit: 'ms', value: slowest[time], note: slowest.kind.name };
  });
}
