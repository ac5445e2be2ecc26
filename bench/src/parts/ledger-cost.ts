/** What the ledger costs on top of recording: a server that adds to it and one that does not, each on its own record, in turn. docs/ledger.md */
import type { Bench } from '../bench.ts';
import { recordOfBundles, someKeys, withClient } from '../data/records.ts';
import { seeded } from '../data/seeded.ts';
import { forSeconds, runLoad } from '../load/http-load.ts';
import { requestBytes } from '../load/http-message.ts';
import { median } from '../measure/statistics.ts';
import { compare } from '../measure/take-turns.ts';
import type { Figure, Part } from '../part.ts';
import { processorTimeOf } from '../processes/processor-time.ts';
import type { Program } from '../processes/program.ts';
import { startServer, withoutTexts } from '../processes/server.ts';
import { observationsOf } from './writes/observations.ts';

export const ledgerCost: Part = {
  name: 'ledger-cost',
  goals: [8],
  measures: 'GET by id at 32 connections and creates at 8, with the sequencer of the ledger beside them',
  limit: 'the same server without it (CHARTHOUSE_LEDGER=off), on a copy of the record',
  run,
};

const warmUps = 5_000;

interface Side {
  readonly url: string;
  readonly server: Program;
  readonly sequences: boolean;
}

interface Load {
  readonly what: string;
  readonly connections: number;
  readonly pick: () => Buffer;
}

interface Measured {
  /** Answers a second. */
  readonly rate: number;
  /** Processor time of server and database per answer, microseconds, with the leaves of all of them. */
  readonly cpu: number;
}

async function run(bench: Bench): Promise<Figure[]> {
  const url = await recordOfBundles(bench);
  const loads = await loadsOf(url);
  const copy = await bench.postgres.create(url);
  const sides = [await sideOf(bench, url, true), await sideOf(bench, copy, false)] as const;
  const figures: Figure[] = [];
  try {
    for (const [kind, load] of Object.entries(loads)) figures.push(...(await compared(bench, sides, { kind, load })));
  } finally {
    for (const { server } of sides) await server.stop();
  }
  for (const side of sides) await bench.postgres.drop(side.url);
  return figures;
}

async function loadsOf(url: string): Promise<Readonly<Record<string, Load>>> {
  const chance = seeded(1);
  const reads = (await someKeys(url, 20_000)).map((key) => requestBytes({ method: 'GET', path: `/fhir/R4/${key}` }));
  const observations = observationsOf(await someKeys(url, 1_000, 'Patient'), 1);
  const create = () => requestBytes({ method: 'POST', path: '/fhir/R4/Observation', body: observations.another() });
  return {
    reads: { what: 'GET by id', connections: 32, pick: () => chance.pick(reads) },
    creates: { what: 'Creates', connections: 8, pick: create },
  };
}

async function sideOf({ folder }: Bench, url: string, sequences: boolean): Promise<Side> {
  const environment = { ...withoutTexts, CHARTHOUSE_LEDGER: sequences ? 'on' : 'off' };
  return { url, sequences, server: await startServer({ databaseUrl: url, folder, environment }) };
}

/** Which side begins changes from round to round. */
async function compared(
  bench: Bench,
  [on, off]: readonly [Side, Side],
  { kind, load }: { readonly kind: string; readonly load: Load },
): Promise<Figure[]> {
  for (const side of [on, off]) await warmUp(side, load);
  const rounds: { readonly on: Measured; readonly off: Measured }[] = [];
  for (let round = 0; round < bench.scale.rounds; round++) {
    const offFirst = round % 2 === 1 ? await measure(bench, off, load) : undefined;
    const withLedger = await measure(bench, on, load);
    rounds.push({ on: withLedger, off: offFirst ?? (await measure(bench, off, load)) });
  }
  const id = `ledger-cost.${kind}`;
  const rates = rounds.map((round) => ({ product: round.on.rate, limit: round.off.rate }));
  const cpu = {
    value: median(rounds.map((round) => round.on.cpu)),
    limit: median(rounds.map((round) => round.off.cpu)),
    share: median(rounds.map((round) => round.on.cpu / round.off.cpu)),
    note: 'share of the limit: on a busy machine this tells more than the rates',
  };
  const what = `${load.what}, with the ledger`;
  return [
    { id, what, unit: 'answers/s', ...compare(rates) },
    {
      id: `${id}.cpu`,
      what: `${what}: processor time of server and database per answer, with its leaves`,
      unit: 'µs',
      ...cpu,
    },
  ];
}

async function warmUp(side: Side, { connections, pick }: Load): Promise<void> {
  let sent = 0;
  await runLoad({ address: side.server.address, connections, next: () => (sent++ < warmUps ? pick() : undefined) });
  if (side.sequences) await sequenced(side.url);
}

async function measure(bench: Bench, side: Side, { connections, pick }: Load): Promise<Measured> {
  await bench.postgres.settle();
  const before = await used(bench, side);
  const next = forSeconds(bench.scale.seconds, pick);
  const { rate, requests } = await runLoad({ address: side.server.address, connections, next });
  if (side.sequences) await sequenced(side.url);
  return { rate, cpu: ((await used(bench, side)) - before) / requests };
}

async function used({ postgres }: Bench, { server, url }: Side): Promise<number> {
  const time = await processorTimeOf(postgres, server.pid, new URL(url).pathname.slice(1));
  return time.server + time.database;
}

/** Nothing waits for its leaf any more. */
async function sequenced(url: string): Promise<void> {
  await withClient(url, async (client) => {
    for (let waiting = true; waiting; ) {
      await new Promise((again) => setTimeout(again, 100));
      const { rows } = await client.query<{ waiting: boolean }>(`select exists (select from access_pending) or exists (
        select from outbox o join outbox_consumer c on c.name = 'ledger' where (o.xid, o.seq) > (c.xid, c.seq)) as waiting`);
      waiting = rows[0]!.waiting;
    }
  });
}
