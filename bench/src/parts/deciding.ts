/** What deciding costs: reads by a clinician against reads by whom nothing is hidden from. docs/flows/decide.md */
import type { Bench } from '../bench.ts';
import { addAccessRows, clinicians } from '../data/access-rows.ts';
import { addPeople, type People, password, redirectUri } from '../data/people.ts';
import { recordOfBundles, someKeys } from '../data/records.ts';
import { seeded } from '../data/seeded.ts';
import { forSeconds, runLoad } from '../load/http-load.ts';
import { requestBytes } from '../load/http-message.ts';
import { serviceToken, signIn } from '../load/sign-in.ts';
import { median } from '../measure/statistics.ts';
import { compare } from '../measure/take-turns.ts';
import type { Figure, Part } from '../part.ts';
import { processorTimeOf } from '../processes/processor-time.ts';
import type { Program } from '../processes/program.ts';
import { startServer, startSignedServer, withoutTexts } from '../processes/server.ts';

export const deciding: Part = {
  name: 'deciding',
  goals: [10],
  measures:
    'GET by id at 32 connections by 16 clinicians with care relationship, labels and consents, 100,000 consents loaded, every type about patients; beside it by a token that sees everything, and without sign-in',
  limit:
    'the same server asked with the token of a service that sees everything; at last the same server with sign-in off',
  run,
};

const callers = ['open', 'feed', 'clinician'] as const;
type Caller = (typeof callers)[number];

interface Measured {
  readonly rate: number;
  /** Processor time of server and database per answer, microseconds. */
  readonly cpu: number;
}

type Round = Readonly<Record<Caller, Measured>>;

interface Asking {
  readonly server: Program;
  readonly requests: readonly Buffer[];
}

const connections = 32;
const [keys, warmUps] = [5_000, 5_000];

async function run(bench: Bench): Promise<Figure[]> {
  const url = await recordOfBundles(bench);
  const read = await someKeys(url, keys); // what people are treated by, not the consents
  bench.say(`Adding ${bench.scale.consents} consents`);
  await addAccessRows(url, { consents: bench.scale.consents, inCare: 250 });
  const people = await addPeople(url, clinicians.length);
  const start = { databaseUrl: url, folder: bench.folder, environment: withoutTexts };
  const open = await startServer(start);
  const signed = await startSignedServer(start);
  try {
    const askings = await askingsOf(read, people, { open, signed });
    for (const caller of callers) await warmUp(askings[caller]);
    const rounds: Round[] = [];
    for (let round = 0; round < bench.scale.rounds; round++) rounds.push(await oneRound(bench, askings, round));
    return figuresOf(bench, rounds);
  } finally {
    await Promise.all([open.stop(), signed.stop()]);
    await bench.postgres.drop(url);
  }
}

async function askingsOf(
  read: readonly string[],
  { app, feed, emails }: People,
  { open, signed }: { readonly open: Program; readonly signed: Program },
): Promise<Record<Caller, Asking>> {
  const { address } = signed;
  const into = { address, client: app, redirectUri, scope: 'openid fhirUser user/*.cruds' };
  const tokens: string[] = [];
  for (const email of emails) tokens.push(await signIn(into, { email, password }));
  const paths = read.map((key) => `/fhir/R4/${key}`);
  const seen = await seenBy(address, tokens[0] ?? '', paths);
  if (seen.length < keys / 2) throw new Error(`The clinician sees only ${seen.length} of ${paths.length} resources.`);
  const asking = (server: Program, own: readonly (string | undefined)[]): Asking => ({
    server,
    requests: seen.map((path, n) => requestBytes({ method: 'GET', path, token: own[n % own.length] })),
  });
  const services: string[] = [];
  for (const _ of tokens) services.push(await serviceToken(address, feed));
  return {
    open: asking(open, [undefined]),
    feed: asking(signed, services),
    clinician: asking(signed, tokens),
  };
}

/** What is hidden, by its type or by a consent, answers as if it were not there, and would be another measurement. */
async function seenBy(address: string, token: string, paths: readonly string[]): Promise<string[]> {
  const seen: string[] = [];
  for (const path of paths) {
    const answer = await fetch(address + path, { headers: { authorization: `Bearer ${token}` } });
    await answer.arrayBuffer();
    if (answer.ok) seen.push(path);
  }
  return seen;
}

/** Every caller once; who begins changes from round to round. */
async function oneRound(bench: Bench, askings: Readonly<Record<Caller, Asking>>, round: number): Promise<Round> {
  const measured: Partial<Record<Caller, Measured>> = {};
  for (let i = 0; i < callers.length; i++) {
    const caller = callers[(i + round) % callers.length] as Caller;
    measured[caller] = await measure(bench, askings[caller]);
  }
  return measured as Round;
}

function warmUp({ server: { address }, requests }: Asking): Promise<unknown> {
  let sent = 0;
  return runLoad({
    address,
    connections,
    next: () => (sent < warmUps ? requests[sent++ % requests.length] : undefined),
  });
}

async function measure(bench: Bench, { server: { address, pid }, requests }: Asking): Promise<Measured> {
  const chance = seeded(1);
  await bench.postgres.settle();
  const before = await cpuOf(bench, pid);
  const next = forSeconds(bench.scale.seconds, () => chance.pick(requests));
  const { rate, requests: answers } = await runLoad({ address, connections, next });
  return { rate, cpu: ((await cpuOf(bench, pid)) - before) / answers };
}

async function cpuOf({ postgres }: Bench, pid: number): Promise<number> {
  const { server, database } = await processorTimeOf(postgres, pid);
  return server + database;
}

function figuresOf(bench: Bench, rounds: readonly Round[]): Figure[] {
  return pairs.flatMap(([id, what, product, limit]) => {
    const turns = rounds.map((round) => ({ product: round[product].rate, limit: round[limit].rate }));
    const share = median(rounds.map((round) => round[product].cpu / round[limit].cpu));
    const cpu = (caller: Caller) => median(rounds.map((round) => round[caller].cpu));
    bench.say(`  ${what}: ${compare(turns).share.toFixed(3)} of the rate, ${share.toFixed(3)} of the processor`);
    return [
      { id, what, unit: 'answers/s', ...compare(turns) },
      {
        ...{ id: `${id}.cpu`, what: `${what}: processor time of server and database per answer`, unit: 'µs' },
        ...{ value: cpu(product), limit: cpu(limit), share },
      },
    ];
  });
}

const pairs: readonly (readonly [id: string, what: string, product: Caller, limit: Caller])[] = [
  ['deciding.reads', 'GET by id by a clinician, against a token that sees everything', 'clinician', 'feed'],
  ['deciding.known', 'GET by id by a token that sees everything, against sign-in off', 'feed', 'open'],
  ['deciding.all', 'GET by id by a clinician, against sign-in off', 'clinician', 'open'],
];
