/** The same searches by a clinician: care relationship, labels and consents in every statement. docs/flows/decide.md */
import type { Bench } from '../../bench.ts';
import { addAccessRows, clinicians } from '../../data/access-rows.ts';
import { grownRecord } from '../../data/grown-records.ts';
import { addPeople, password, redirectUri } from '../../data/people.ts';
import { seeded } from '../../data/seeded.ts';
import { signIn } from '../../load/sign-in.ts';
import type { Figure, Part } from '../../part.ts';
import { startSignedServer, withoutTexts } from '../../processes/server.ts';
import { type Kind, kinds } from './kinds.ts';
import { type KindResult, measureKind, type Searching } from './measure-kind.ts';
import { samplesOf } from './samples.ts';

/** Patients that the clinician has in care; searches by patient ask for them. */
const inCare = 250;

/** Searches of each kind, of so many different values: fewer than without a permit, for several kinds take long. */
const most = { count: 60, distinct: 20 };
/** Those that count try each match by itself: a fifth of a second, or seconds for all of them in a large record. */
const counted: Partial<Record<Kind['class'], { readonly count: number; readonly distinct: number }>> = {
  total: { count: 20, distinct: 5 },
  exact: { count: 3, distinct: 1 },
};

export const permitted: Part = {
  name: 'deciding-search',
  goals: [10],
  measures: `Searches over HTTP in grown records by a clinician with ${inCare} patients in care, the heaviest among them, 100,000 consents loaded; one client, warm`,
  limit: 'the resources of the answer fetched by their ids with one PostgreSQL client',
  run,
};

async function run(bench: Bench): Promise<Figure[]> {
  const figures: Figure[] = [];
  for (const size of bench.scale.grown) figures.push(...(await atSize(bench, size)));
  return figures;
}

async function atSize(bench: Bench, size: number): Promise<Figure[]> {
  const url = await bench.postgres.create(await grownRecord(bench, size));
  const cared = await addAccessRows(url, { consents: bench.scale.consents, inCare });
  const { app, emails } = await addPeople(url, clinicians.length);
  const server = await startSignedServer({ databaseUrl: url, folder: bench.folder, environment: withoutTexts });
  try {
    const { address } = server;
    const into = { address, client: app, redirectUri, scope: 'openid fhirUser user/*.cruds' };
    const token = await signIn(into, { email: emails[0] ?? '', password });
    const chance = seeded(8);
    const samples = { ...(await samplesOf(url)), patient: () => chance.pick(cared) };
    const searching: Searching = {
      address,
      url,
      samples,
      count: Math.min(most.count, bench.scale.searches),
      distinct: most.distinct,
      token,
    };
    const results: KindResult[] = [];
    for (const kind of kinds) {
      const result = await measureKind(kind, { ...searching, ...counted[kind.class] });
      bench.say(`  ${size}: ${kind.name}: p50 ${result.p50.toFixed(2)} p95 ${result.p95.toFixed(2)} ms`);
      results.push(result);
    }
    return figuresOf(size, results);
  } finally {
    await server.stop();
    await bench.postgres.drop(url);
  }
}

function figuresOf(size: number, results: readonly KindResult[]): Figure[] {
  const at = `${size.toLocaleString('en-US')} resources, by a clinician`;
  const own = results.map(
    ({ kind, p50, p95, limit, answered }): Figure => ({
      ...{ id: `deciding.${size}.${kind.name}`, what: `${at}: ${kind.name}, p50`, unit: 'ms', value: p50, limit },
      note: `p95 ${p95.toPrecision(3)}; ${answered.toFixed(0)} answered`,
    }),
  );
  const worst = (['quick', 'join', 'total'] as const).flatMap((name) =>
    (['p50', 'p95'] as const).map((time): Figure => {
      const slowest = results.filter(({ kind }) => kind.class === name).reduce((a, b) => (b[time] > a[time] ? b : a));
      const what = `${at}: slowest kind of class ${name}, ${time}`;
      return {
        id: `deciding.${size}.${name}.${time}`,
        what,
        unit: 'ms',
        value: slowest[time],
        note: slowest.kind.name,
      };
    }),
  );
  return [...own, ...worst];
}
