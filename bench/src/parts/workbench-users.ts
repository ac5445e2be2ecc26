/** Two hundred people at the workbench at once: what they wait for. docs/performance.md */
import type { Bench } from '../bench.ts';
import { addPeople, type People, password, redirectUri } from '../data/people.ts';
import { recordOfBundles, withClient } from '../data/records.ts';
import { seeded } from '../data/seeded.ts';
import { addTasks, type TaskKind } from '../data/tasks.ts';
import { type Person, workAs } from '../load/person-at-work.ts';
import { signIn } from '../load/sign-in.ts';
import { percentile } from '../measure/statistics.ts';
import type { Figure, Part } from '../part.ts';
import { processorTimeOf } from '../processes/processor-time.ts';
import { startSignedServer, withoutTexts } from '../processes/server.ts';

const people = 200;
const list = 'quality/invalid-records';
const kind: TaskKind = {
  ...{ list, code: 'fix-stored-record', count: 100_000 },
  states: ['requested', 'requested', 'requested', 'in-progress', 'on-hold'],
};

export const workbenchUsers: Part = {
  name: 'workbench-users',
  goals: [14],
  measures: `${people} technicians, each signed in, at the workbench at once: a step every 2 to 6 seconds (home, a list of 100,000 with its count, further rows, a task, a chart, a patient by name, taking a task or giving it back), and the counts of the lists read anew when they change, 3 seconds apart, as the screens do`,
  limit: 'none: absolute numbers',
  run,
};

/** Seconds before they are measured, and while they are. */
const [warm, measured] = [10, 40];

async function run(bench: Bench): Promise<Figure[]> {
  const url = await recordOfBundles(bench);
  await bench.withServer(url, ({ address }) => addTasks(url, address, [kind]), withoutTexts);
  const staff = await addPeople(url, people, 'technician');
  const start = { databaseUrl: url, folder: bench.folder, environment: withoutTexts };
  const server = await startSignedServer(start);
  try {
    bench.say(`  Signing in ${people} people`);
    const times = new Map<string, number[]>();
    const onStep: Person['onStep'] = (step, time) => times.set(step, [...(times.get(step) ?? []), time]);
    const all = await persons(staff, { address: server.address, onStep, ...(await charts(url)) });
    const ending = new AbortController();
    const working = Promise.all(all.map((person) => workAs(person, ending.signal)));
    working.catch(() => ending.abort());
    await passed(warm, ending.signal);
    times.clear();
    const before = await processorTimeOf(bench.postgres, server.pid);
    await passed(measured, ending.signal);
    const after = await processorTimeOf(bench.postgres, server.pid);
    ending.abort();
    await working;
    const used = after.server + after.database - before.server - before.database;
    return figuresOf(times, used / 1e6 / measured);
  } finally {
    await server.stop();
    await bench.postgres.drop(url);
  }
}

type Shared = Pick<Person, 'address' | 'onStep' | 'patients' | 'names'>;

async function persons({ app, emails }: People, shared: Shared): Promise<Person[]> {
  const { address } = shared;
  const into = { address, client: app, redirectUri, scope: 'openid fhirUser user/*.cruds' };
  const all: Person[] = [];
  for (const [n, email] of emails.entries()) {
    const token = await signIn(into, { email, password });
    const { user } = await me(address, token);
    // every fifth is open and nobody's
    all.push({ ...shared, token, user, task: `made-0-${(n + 1) * 250}`, list, chance: seeded(n) });
  }
  return all;
}

async function me(address: string, token: string): Promise<{ user: string }> {
  const answer = await fetch(`${address}/workbench/me`, { headers: { authorization: `Bearer ${token}` } });
  if (!answer.ok) throw new Error(`/workbench/me: ${answer.status} ${(await answer.text()).slice(0, 500)}`);
  return (await answer.json()) as { user: string };
}

/** Of those who came with the bundles. */
async function charts(url: string) {
  return withClient(url, async (client) => {
    const { rows } = await client.query<{ id: string; name: string }>(
      `select r.id, left(r.body::jsonb #>> '{name,0,family}', 3) as name from res r join resource_type t using (tid)
       where t.name = 'Patient' and r.op <> 'D' and r.id not like 'bench-%' order by r.id`,
    );
    return { patients: rows.map(({ id }) => id), names: rows.map(({ name }) => encodeURIComponent(name)) };
  });
}

function passed(seconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((done) => {
    setTimeout(done, seconds * 1000);
    signal.addEventListener('abort', () => done());
  });
}

function figuresOf(times: ReadonlyMap<string, readonly number[]>, processors: number): Figure[] {
  const waited = [...times].filter(([step]) => step !== 'counts').flatMap(([, all]) => all);
  const of = (id: string, what: string, all: readonly number[]): Figure[] => {
    const sorted = all.toSorted((a, b) => a - b);
    return [0.5, 0.95].map((share) => ({
      ...{ id: `workbench-users.${id}p${share * 100}`, unit: 'ms', value: percentile(sorted, share) },
      what: `${what}, ${share === 0.5 ? 'median' : 'p95'} of ${all.length}`,
    }));
  };
  return [
    ...of('', 'Any step', waited),
    ...[...times].toSorted().flatMap(([step, all]) => of(`${step}.`, `Step ${step}`, all)),
    {
      ...{ id: 'workbench-users.processors', what: 'Processors that server and database took', unit: '' },
      value: processors,
    },
  ];
}
