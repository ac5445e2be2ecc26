/** Single creates and updates over HTTP, durable when answered. https://hl7.org/fhir/R4/http.html#create */
import type { Bench } from '../bench.ts';
import { recordOfBundles, someKeys, withClient } from '../data/records.ts';
import { seeded } from '../data/seeded.ts';
import { bareUpdateRate } from '../limits/bare-updates.ts';
import { flightsOf, land } from '../limits/flights.ts';
import { newestXid, transactionRows } from '../limits/transaction-rows.ts';
import { forSeconds, type LoadResult, runLoad } from '../load/http-load.ts';
import { requestBytes } from '../load/http-message.ts';
import { median } from '../measure/statistics.ts';
import { compare, type Turn } from '../measure/take-turns.ts';
import type { Figure, Part } from '../part.ts';
import type { Program } from '../processes/program.ts';

export const writes: Part = {
  name: 'writes',
  goals: [6],
  measures: 'Creates and updates of single Observations over HTTP at 8 connections, each durable when it is answered',
  limit:
    'for creates the very same rows from buffers made ready, for updates one statement (history, body, outbox, no index rows), on 8 connections',
  run,
};

const connections = 8;
/** Resources that are updated, one after the other. */
const targets = 5_000;
const warmUp = 2_000;

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
  const existing = await someKeys(url, targets, 'Observation');
  const { seconds } = bench.scale;
  await bench.postgres.settle();
  const { creates, updates, afterWarmUp } = await bench.withServer(url, async (server) => {
    const create = { server, pick: creating(patients) };
    const update = { server, pick: updating(patients, existing) };
    await warm(create);
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
  const limitUrl = await recordOfBundles(bench);
  await bench.postgres.settle();
  const landing = await land(limitUrl, flightsOf(transactions), connections);
  await bench.postgres.settle();
  const chance = seeded(2);
  const next = () => {
    const key = chance.pick(existing);
    return { id: key.split('/')[1] as string, body: observation(chance.pick(patients), chance.next(), key) };
  };
  const updateLimit = await bareUpdateRate({ url: limitUrl, connections, seconds, next });
  await bench.postgres.drop(limitUrl);
  return { creates, updates, createLimit: transactions.length / landing.seconds, updateLimit };
}

interface Sending {
  readonly server: Program;
  readonly pick: () => Buffer;
}

function warm({ server, pick }: Sending): Promise<LoadResult> {
  let sent = 0;
  return runLoad({ address: server.address, connections, next: () => (sent++ < warmUp ? pick() : undefined) });
}

function measured({ server, pick }: Sending, seconds: number): Promise<LoadResult> {
  return runLoad({ address: server.address, connections, next: forSeconds(seconds, pick) });
}

function creating(patients: readonly string[]): () => Buffer {
  const chance = seeded(1);
  return () =>
    requestBytes({
      method: 'POST',
      path: '/fhir/R4/Observation',
      body: observation(chance.pick(patients), chance.next()),
    });
}

function updating(patients: readonly string[], existing: readonly string[]): () => Buffer {
  const chance = seeded(3);
  return () => {
    const key = chance.pick(existing);
    return requestBytes({
      method: 'PUT',
      path: `/fhir/R4/${key}`,
      body: observation(chance.pick(patients), chance.next(), key),
    });
  };
}

/** A body weight; `share` from 0 to 1 decides value and day. */
function observation(patient: string, share: number, key?: string): string {
  const day = new Date(Date.UTC(2015, 0, 1) + Math.floor(share * 4_000) * 86_400_000).toISOString().slice(0, 10);
  const category = 'http://terminology.hl7.org/CodeSystem/observation-category';
  return JSON.stringify({
    resourceType: 'Observation',
    ...(key && { id: key.split('/')[1] }),
    status: 'final',
    category: [{ coding: [{ system: category, code: 'vital-signs', display: 'vital-signs' }] }],
    code: { coding: [{ system: 'http://loinc.org', code: '29463-7', display: 'Body Weight' }], text: 'Body Weight' },
    subject: { reference: patient },
    effectiveDateTime: `${day}T09:15:00+00:00`,
    issued: `${day}T09:15:00.000+00:00`,
    valueQuantity: {
      value: 40 + Math.round(share * 900) / 10,
      unit: 'kg',
      system: 'http://unitsofmeasure.org',
      code: 'kg',
    },
  });
}
