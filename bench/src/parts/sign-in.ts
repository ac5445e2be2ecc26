/** Sign-ins beside reads. docs/flows/sign-in.md */
import type { Bench } from '../bench.ts';
import { addPeople, type People, password, redirectUri } from '../data/people.ts';
import { recordOfBundles, someKeys } from '../data/records.ts';
import { seeded } from '../data/seeded.ts';
import { forSeconds, runLoad } from '../load/http-load.ts';
import { requestBytes } from '../load/http-message.ts';
import { serviceToken, signIn } from '../load/sign-in.ts';
import { median, percentile } from '../measure/statistics.ts';
import { compare, type Turn } from '../measure/take-turns.ts';
import type { Figure, Part } from '../part.ts';
import { processorTimeOf } from '../processes/processor-time.ts';
import type { Program } from '../processes/program.ts';
import { startSignedServer } from '../processes/server.ts';

/** Sign-ins that begin in a second, and how many may be under way: what is more does not begin. */
const [perSecond, mostUnderWay] = [100, 200];
const connections = 32;

export const signInPart: Part = {
  name: 'sign-in',
  goals: [11],
  measures: `${perSecond} sign-ins a second (authorization code with PKCE, password by argon2id, consent, token: ten requests) beside GET by id at ${connections} connections that would take all there is`,
  limit: 'the same reads without sign-ins',
  run,
};

interface Signed {
  /** Sign-ins a second that ended well. */
  readonly rate: number;
  /** Milliseconds each. */
  readonly times: readonly number[];
}

async function run(bench: Bench): Promise<Figure[]> {
  const url = await recordOfBundles(bench);
  const people = await addPeople(url, 200);
  const server = await startSignedServer({ databaseUrl: url, folder: bench.folder });
  try {
    const reads = await readsOf(url, server, people);
    const read = () => runLoad({ address: server.address, connections, next: forSeconds(bench.scale.seconds, reads) });
    const sign = () => signIns(server, people, bench.scale.seconds);
    await read();
    await sign();
    const alone = await measured(bench, server, sign);
    const turns: Turn[] = [];
    const beside: Signed[] = [];
    for (let round = 0; round < bench.scale.rounds; round++) {
      const limit = (await read()).rate;
      const [signed, { rate }] = await Promise.all([sign(), read()]);
      turns.push({ product: rate, limit });
      beside.push(signed);
      bench.say(`  reads ${(rate / limit).toFixed(3)}, ${signed.rate.toFixed(0)} sign-ins a second`);
    }
    return figuresOf(alone, turns, beside);
  } finally {
    await server.stop();
    await bench.postgres.drop(url);
  }
}

async function readsOf(url: string, { address }: Program, { feed }: People): Promise<() => Buffer> {
  const token = await serviceToken(address, feed);
  const keys = await someKeys(url, 5_000);
  const requests = keys.map((key) => requestBytes({ method: 'GET', path: `/fhir/R4/${key}`, token }));
  const chance = seeded(1);
  return () => chance.pick(requests);
}

/** One begins every hundredth of a second, whether or not those before it have ended. */
async function signIns({ address }: Program, { app, emails }: People, seconds: number): Promise<Signed> {
  const into = { address, client: app, redirectUri, scope: 'openid fhirUser user/*.cruds' };
  const times: number[] = [];
  const underWay = new Set<Promise<void>>();
  const start = performance.now();
  const one = async (email: string) => {
    const began = performance.now();
    await signIn(into, { email, password });
    times.push(performance.now() - began);
  };
  for (let n = 0; n < seconds * perSecond; n++) {
    const wait = start + (n * 1000) / perSecond - performance.now();
    if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait));
    if (underWay.size >= mostUnderWay) continue;
    const running = one(emails[n % emails.length] ?? '').finally(() => underWay.delete(running));
    underWay.add(running);
  }
  await Promise.all(underWay);
  return { rate: times.length / ((performance.now() - start) / 1000), times };
}

async function measured(
  bench: Bench,
  { pid }: Program,
  sign: () => Promise<Signed>,
): Promise<Signed & { cpu: number }> {
  const before = await cpuOf(bench, pid);
  const signed = await sign();
  const used = (await cpuOf(bench, pid)) - before;
  return { ...signed, cpu: used / signed.times.length / 1000 };
}

async function cpuOf({ postgres }: Bench, pid: number): Promise<number> {
  const { server, database } = await processorTimeOf(postgres, pid);
  return server + database;
}

function figuresOf(alone: Signed & { cpu: number }, turns: readonly Turn[], beside: readonly Signed[]): Figure[] {
  const times = beside.flatMap((one) => one.times).toSorted((a, b) => a - b);
  const longest = percentile(times, 0.99);
  return [
    {
      id: 'sign-in.reads',
      what: `GET by id beside ${perSecond} sign-ins a second`,
      unit: 'answers/s',
      ...compare(turns),
    },
    {
      ...{ id: 'sign-in.rate', what: 'Sign-ins beside the reads; limit: without reads', unit: 'sign-ins/s' },
      ...{ value: median(beside.map(({ rate }) => rate)), limit: alone.rate },
    },
    { id: 'sign-in.p99', what: 'A sign-in beside the reads, p99', unit: 'ms', value: longest },
    {
      ...{
        id: 'sign-in.cpu',
        what: 'Processor time of server and database for a sign-in',
        unit: 'ms',
        value: alone.cpu,
      },
      note: `${perSecond} a second take ${((alone.cpu * perSecond) / 1000).toFixed(2)} processors`,
    },
  ];
}
