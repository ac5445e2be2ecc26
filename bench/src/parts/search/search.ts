/** Searches over HTTP in grown records. */
import type { Bench } from '../../bench.ts';
import { grownRecord } from '../../data/grown-records.ts';
import type { Figure, Part } from '../../part.ts';
import { type KindClass, kinds } from './kinds.ts';
import { type KindResult, measureKind, type Searching } from './measure-kind.ts';
import { samplesOf } from './samples.ts';
import { readsBeside, saturated } from './saturated.ts';

export const search: Part = {
  name: 'search',
  goals: [5, 8],
  measures:
    'Searches over HTTP in grown records, one client, warm; then sixteen in flight, and reads beside slow searches',
  limit: 'the resources of the answer fetched by their ids with one PostgreSQL client',
  run,
};

async function run(bench: Bench): Promise<Figure[]> {
  const figures: Figure[] = [];
  for (const size of bench.scale.grown) {
    const url = await grownRecord(bench, size);
    figures.push(...(await bench.withServer(url, ({ address, pid }) => atSize(bench, size, { address, url, pid }))));
  }
  return figures;
}

async function atSize(
  bench: Bench,
  size: number,
  { address, url, pid }: { readonly address: string; readonly url: string; readonly pid: number },
): Promise<Figure[]> {
  const searching: Searching = { address, url, samples: await samplesOf(url), count: bench.scale.searches };
  const watch = await bench.profiler?.watch({ pid }, url);
  const results: KindResult[] = [];
  for (const kind of kinds) {
    const result = await measureKind(kind, searching);
    bench.say(`  ${size}: ${kind.name}: p50 ${result.p50.toFixed(2)} p95 ${result.p95.toFixed(2)} ms`);
    results.push(result);
  }
  const all = await saturated(searching, bench.scale.seconds);
  const { alone, beside } = await readsBeside(searching, bench.scale.seconds);
  await watch?.stop();
  const at = `${size.toLocaleString('en-US')} resources`;
  const id = `search.${size}`;
  return [
    ...results.map((result) => kindFigure(result, size)),
    ...(['quick', 'join', 'total'] as const).flatMap((name) => worst(results, name, size)),
    { id: `${id}.saturated`, what: `${at}: 16 in flight, every kind`, unit: 'answers/s', value: all.rate },
    { id: `${id}.saturated.p99`, what: `${at}: 16 in flight, p99`, unit: 'ms', value: all.p99 },
    {
      id: `${id}.reads-beside`,
      what: `${at}: reads beside slow searches, p99; limit: reads alone`,
      unit: 'ms',
      value: beside.p99,
      limit: alone.p99,
    },
  ];
}

function kindFigure({ kind, p50, p95, p99, limit, answered }: KindResult, size: number): Figure {
  return {
    id: `search.${size}.${kind.name}`,
    what: `${size.toLocaleString('en-US')} resources: ${kind.name}, p50`,
    unit: 'ms',
    value: p50,
    limit,
    note: `p95 ${p95.toPrecision(3)}, p99 ${p99.toPrecision(3)}; ${answered.toFixed(0)} answered`,
  };
}

/** The slowest kind of a class: goals are for all kinds. */
function worst(results: readonly KindResult[], name: KindClass, size: number): Figure[] {
  const own = results.filter(({ kind }) => kind.class === name);
  return (['p50', 'p95'] as const).map((time) => {
    const slowest = own.reduce((a, b) => (b[time] > a[time] ? b : a));
    const what = `${size.toLocaleString('en-US')} resources: slowest kind of class ${name}, ${time}`;
    return { id: `search.${size}.${name}.${time}`, what, unit: 'ms', value: slowest[time], note: slowest.kind.name };
  });
}
