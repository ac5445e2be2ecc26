/** What the access log costs: the same server with and without it, in turn, on the same database. docs/flows/record.md */
import type { Bench } from '../bench.ts';
import { recordOfBundles, someKeys } from '../data/records.ts';
import { seeded } from '../data/seeded.ts';
import { forSeconds, runLoad } from '../load/http-load.ts';
import { requestBytes } from '../load/http-message.ts';
import { median } from '../measure/statistics.ts';
import { compare, type Turn } from '../measure/take-turns.ts';
import type { Figure, Part } from '../part.ts';
import { processorTimeOf } from '../processes/processor-time.ts';
import type { Program } from '../processes/program.ts';
import { startServer, withoutTexts } from '../processes/server.ts';
import { observationsOf } from './writes/observations.ts';

export const recording: Part = {
  name: 'recording',
  goals: [9],
  measures: 'GET by id at 32 connections and creates at 8, with the access log buffered and durable',
  limit: 'the same server that records nothing (CHARTHOUSE_AUDIT=off)',
  run,
};

const modes = ['off', 'buffered', 'durable'] as const;
type Mode = (typeof modes)[number];
const kinds = ['reads', 'creates'] as const;
type Kind = (typeof kinds)[number];

interface Measured {
  readonly rate: number;
  /** Processor time of server and database per answer, microseconds. */
  readonly cpu: number;
}

type Round = Readonly<Record<Mode, Measured>>;

interface Load {
  readonly connections: number;
  readonly pick: () => Buffer;
}

const warmUps = 5_000;

async function run(bench: Bench): Promise<Figure[]> {
  const url = await recordOfBundles(bench);
  const loads = await loadsOf(url);
  const start = (mode: Mode) =>
    startServer({
      databaseUrl: url,
      folder: bench.folder,
      environment: { ...withoutTexts, CHARTHOUSE_AUDIT: mode, CHARTHOUSE_LEDGER: 'off' },
    });
  const servers = { off: await start('off'), buffered: await start('buffered'), durable: await start('durable') };
  const rounds: Record<Kind, Round[]> = { reads: [], creates: [] };
  try {
    for (const kind of kinds) {
      for (const mode of modes) await warmUp(servers[mode], loads[kind]);
      for (let round = 0; round < bench.scale.rounds; round++)
        rounds[kind].push(await oneRound(bench, servers, { load: loads[kind], round }));
    }
  } finally {
    await Promise.all(modes.map((mode) => servers[mode].stop()));
  }
  await bench.postgres.drop(url);
  return kinds.flatMap((kind) => figuresOf(bench, kind, rounds[kind]));
}

async function loadsOf(url: string): Promise<Record<Kind, Load>> {
  const chance = seeded(1);
  const reads = (await someKeys(url, 20_000)).map((key) => requestBytes({ method: 'GET', path: `/fhir/R4/${key}` }));
  const observations = observationsOf(await someKeys(url, 1_000, 'Patient'), 1);
  return {
    reads: { connections: 32, pick: () => chance.pick(reads) },
    creates: {
      connections: 8,
      pick: () => requestBytes({ method: 'POST', path: '/fhir/R4/Observation', body: observations.another() }),
    },
  };
}

/** Every mode once; which one begins changes from round to round. */
async function oneRound(
  bench: Bench,
  servers: Readonly<Record<Mode, Program>>,
  { load, round }: { readonly load: Load; readonly round: number },
): Promise<Round> {
  const measured: Partial<Record<Mode, Measured>> = {};
  for (let i = 0; i < modes.length; i++) {
    const mode = modes[(i + round) % modes.length] as Mode;
    measured[mode] = await measure(bench, servers[mode], load);
  }
  return measured as Round;
}

async function measure(bench: Bench, { address, pid }: Program, { connections, pick }: Load): Promise<Measured> {
  await bench.postgres.settle();
  const before = await cpuOf(bench, pid);
  const { rate, requests } = await runLoad({ address, connections, next: forSeconds(bench.scale.seconds, pick) });
  return { rate, cpu: ((await cpuOf(bench, pid)) - before) / requests };
}

async function cpuOf({ postgres }: Bench, pid: number): Promise<number> {
  const { server, database } = await processorTimeOf(postgres, pid);
  return server + database;
}

function warmUp({ address }: Program, { connections, pick }: Load): Promise<unknown> {
  let sent = 0;
  return runLoad({ address, connections, next: () => (sent++ < warmUps ? pick() : undefined) });
}

function figuresOf(bench: Bench, kind: Kind, rounds: readonly Round[]): Figure[] {
  const what = kind === 'reads' ? 'GET by id' : 'Creates';
  return (['buffered', 'durable'] as const).flatMap((mode) => {
    const turns = rounds.map((round): Turn => ({ product: round[mode].rate, limit: round.off.rate }));
    const cpu = { value: median(rounds.map((one) => one[mode].cpu)), limit: median(rounds.map((one) => one.off.cpu)) };
    const share = median(rounds.map((one) => one[mode].cpu / one.off.cpu));
    bench.say(
      `  ${what}, ${mode}: ${compare(turns).share.toFixed(3)} of the rate, ${share.toFixed(3)} of the processor`,
    );
    return [
      { id: `recording.${kind}.${mode}`, what: `${what}, ${mode}`, unit: 'answers/s', ...compare(turns) },
      {
        id: `recording.${kind}.${mode}.cpu`,
        what: `${what}, ${mode}: processor time of server and database per answer`,
        unit: 'µs',
        ...cpu,
        share,
        note: 'share of the limit: below 1.11 costs less than 10 % of what could be answered',
      },
    ];
  });
}
