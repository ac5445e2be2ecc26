/** Single creates and updates over HTTP, durable when answered. https://hl7.org/fhir/R4/http.html#create */
import type { Bench } from '../../bench.ts';
import { recordOfBundles, someKeys, withClient } from '../../data/records.ts';
import { seeded } from '../../data/seeded.ts';
import { bareUpdateRate } from '../../limits/bare-updates.ts';
import { flightsOf, land } from '../../limits/flights.ts';
import { newestXid, type TransactionRows, transactionRows } from '../../limits/transaction-rows.ts';
import { forSeconds, type LoadResult, runLoad } from '../../load/http-load.ts';
import { requestBytes } from '../../load/http-message.ts';
import { median } from '../../measure/statistics.ts';
import { compare, type Turn } from '../../measure/take-turns.ts';
import type { Figure, Part } from '../../part.ts';
import type { Program } from '../../processes/program.ts';
import { observationsOf } from './observations.ts';

export const writes: Part = {
  name: 'writes',
  goals: [6],
  measures: 'Creates and updates of single Observations over HTTP at 8 connections, each durable when it is answered',
  limit:
    'for creates the very same rows from buffers made ready, for updates one statement (history, body, outbox, no index rows), on 8 connections',
  run,
};

const connections = 8;
/** Resources that are updated, and requests of each kind that warm the server up. */
const targets = 3_000;

interface Round {
  readonly creates: LoadResult;
  readonly updates: LoadResult;
  readonly createLimit: number;
  readonly updateLimit: number;
}

async function run(bench: Bench): Promise<Figure[]> {
  const rounds: Round[] = [];
  for (let round = 0; round < bench.scale.rounds; round++) {
    const done = await oneRound(bench);
    rounds.push(done);
    bench.say(
      `  creates ${done.creates.rate.toFixed(0)}/s p99 ${done.creates.p99.toFixed(1)} limit ${done.createLimit.toFixed(0)}/s, updates ${done.updates.rate.toFixed(0)}/s p99 ${done.updates.p99.toFixed(1)} limit ${done.updateLimit.toFixed(0)}/s`,
    );
  }
  const turns = (kind: 'creates' | 'updates', limit: 'createLimit' | 'updateLimit'): Turn[] =>
    rounds.map((one) => ({ product: one[kind].rate, limit: one[limit] }));
  const unit = 'answers/s';
  return [
    { id: 'writes.creates', what: 'Creates', unit, ...compare(turns('creates', 'createLimit')) },
    { id: 'writes.updates', what: 'Updates', unit, ...compare(turns('updates', 'updateLimit')) },
    ...(['creates', 'updates'] as const).flatMap((kind) =>
      (['p50', 'p99'] as const).map((name) => ({
        id: `writes.${kind}.${name}`,
        what: `${kind === 'creates' ? 'A create' : 'An update'}, time to answer, ${name}`,
        unit: 'ms',
        value: median(rounds.map((one) => one[kind][name])),
      })),
    ),
  ];
}

async function oneRound(bench: Bench): Promise<Round> {
  const url = await recordOfBundles(bench);
  const patients = await someKeys(url, 1_000, 'Patient');
  const { seconds } = bench.scale;
  const { creates, updates, afterWarmUp } = await bench.withServer(url, async (server) => {
    const create = { server, pick: creating(patients) };
    await warm(create);
    await warm({ server, pick: inTurn(patients) });
    const update = { server, pick: updating(patients) };
    await warm(update);
    const afterWarmUp = await withClient(url, newestXid);
    const watch = await bench.profiler?.watch(server, url);
    await bench.postgres.settle();
    const creates = await measured(create, seconds);
    await bench.postgres.settle();
    const updates = await measured(update, seconds);
    await watch?.stop();
    return { creates, updates, afterWarmUp };
  });
  const transactions = await withClient(url, (client) => transactionRows(client, { after: afterWarmUp }));
  await bench.postgres.drop(url);
  return { creates, updates, ...(await limits(bench, patients, transactions)) };
}

async function limits(
  bench: Bench,
  patients: readonly string[],
  transactions: readonly TransactionRows[],
): Promise<Pick<Round, 'createLimit' | 'updateLimit'>> {
  const url = await recordOfBundles(bench);
  const existing = await someKeys(url, targets, 'Observation');
  await bench.postgres.settle();
  const landing = await land(url, flightsOf(transactions), connections);
  await bench.postgres.settle();
  const observations = observationsOf(patients, 2);
  const chance = seeded(2);
  const next = () => {
    const number = chance.below(existing.length);
    const id = existing[number]?.split('/')[1] ?? '';
    return { id, body: observations.again(number, id) };
  };
  const updateLimit = await bareUpdateRate({ url, connections, seconds: bench.scale.seconds, next });
  await bench.postgres.drop(url);
  return { createLimit: transactions.length / landing.seconds, updateLimit };
}

interface Sending {
  readonly server: Program;
  readonly pick: () => Buffer;
}

/** Sends `targets` requests without a clock. */
function warm({ server, pick }: Sending): Promise<LoadResult> {
  let sent = 0;
  return runLoad({ address: server.address, connections, next: () => (sent++ < targets ? pick() : undefined) });
}

function measured({ server, pick }: Sending, seconds: number): Promise<LoadResult> {
  return runLoad({ address: server.address, connections, next: forSeconds(seconds, pick) });
}

function creating(patients: readonly string[]): () => Buffer {
  const observations = observationsOf(patients, 1);
  return () => requestBytes({ method: 'POST', path: '/fhir/R4/Observation', body: observations.another() });
}

function put(number: number, body: (id: string) => string): Buffer {
  const id = `weight-${number}`;
  return requestBytes({ method: 'PUT', path: `/fhir/R4/Observation/${id}`, body: body(id) });
}

/** Every target once: it is made there. */
function inTurn(patients: readonly string[]): () => Buffer {
  const observations = observationsOf(patients, 3);
  let number = 0;
  return () => put(number, (id) => observations.again(number++, id));
}

/** Targets at random: the value changes, the rest stays. */
function updating(patients: readonly string[]): () => Buffer {
  const observations = observationsOf(patients, 4);
  const chance = seeded(4);
  return () => {
    const number = chance.below(targets);
    return put(number, (id) => observations.again(number, id));
  };
}
