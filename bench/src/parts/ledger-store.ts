/** The ledger on a database: how fast it is written and verified, what a proof costs, and what of a tampered row is found. docs/ledger.md */
import {
  auditLedger,
  type OutsideHead,
  openStore,
  proveVersion,
  queryDatabase,
  startSequencer,
} from '@charthouse/chart-store';
import type pg from 'pg';
import type { Bench } from '../bench.ts';
import { withClient } from '../data/records.ts';
import { seeded } from '../data/seeded.ts';
import { percentile } from '../measure/statistics.ts';
import type { Figure, Part } from '../part.ts';
import { formerVersions, type LogKey, logKey, tamper } from './ledger-tampering.ts';

export const ledgerStore: Part = {
  name: 'ledger-store',
  goals: [8],
  measures:
    'Versions and access rows that get their leaves, the whole ledger verified, proofs, rows that were tampered with',
  limit: 'none: rates a second',
  run,
};

const bodies = 1_500;
/** Versions, unless `--grown` says how many: ten million take a quarter of an hour. */
const usual = 300_000;

async function run(bench: Bench): Promise<Figure[]> {
  const url = await bench.postgres.create();
  await bench.withServer(url, async () => {}, { CHARTHOUSE_LEDGER: 'off' }); // migrated
  const size = bench.options.grown?.at(-1) ?? (bench.options.quick ? 50_000 : usual);
  const figures = await withClient(url, (client) => measure(bench, { client, url, size }));
  await bench.postgres.drop(url);
  return figures;
}

interface Filled {
  readonly client: pg.Client;
  readonly url: string;
  /** Versions. */
  readonly size: number;
}

async function measure(bench: Bench, filled: Filled): Promise<Figure[]> {
  const { client, url, size } = filled;
  const log = logKey();
  const step = Math.min(size, 100_000);
  let versions = 0;
  for (let from = 1; from <= size; from += step) {
    await addVersions(client, from, Math.min(from + step - 1, size));
    versions += await secondsToSequence(filled, log);
  }
  await addFormer(client);
  await secondsToSequence(filled, log);
  await client.query('vacuum analyze');
  const witnessed = await heads(client);
  const alone = await verify(url, log);
  const accesses = Math.min(size, 200_000);
  const recorded = await addAccesses(url, accesses);
  const accessSeconds = await secondsToSequence(filled, log);
  const bytes = await ledgerBytes(client, size);
  const all = await verify(url, log);
  if (!all.holds) throw new Error(`The audit is wrong: ${all.findings[0]}`);
  const times = await proofs(url, size);
  const ways = await tamperedWays(bench, { filled, log, witnessed: [...witnessed, ...(await heads(client))] });
  const rates: [string, string, number][] = [
    ['versions', 'Resource versions sequenced', size / versions],
    ['accesses', 'Access rows sequenced', accesses / accessSeconds],
    ['recorded', 'Access rows written before, with the hashes that the ledger takes of them', accesses / recorded],
    ['verify', `Leaves verified, of ${figure(size)} versions`, alone.leaves / alone.seconds],
    [
      'verify.all',
      `Leaves verified, of ${figure(size)} versions and, in inner trees, of ${figure(accesses)} access rows`,
      (all.leaves + accesses) / all.seconds,
    ],
  ];
  const others: [string, string, string, number][] = [
    ['verify.cpu', 'Processor time of the verifying process for the leaf of a version', 'µs', alone.cpu / alone.leaves],
    ['memory', 'Memory that verifying took', 'MB', all.memory],
    ['proof.p50', `Proof of a version of ${figure(size)} versions, median`, 'ms', percentile(times, 0.5)],
    ['proof.p99', `Proof of a version of ${figure(size)} versions, p99`, 'ms', percentile(times, 0.99)],
    ['tampering', `Ways to tamper with ${figure(size)} versions, all done at once, that verifying named`, '', ways],
    ['bytes', 'Ledger in the database, of one version', 'bytes', bytes],
  ];
  return [
    ...rates.map(([id, what, value]) => ({ id: `ledger-store.${id}`, what, unit: 'a second', value })),
    ...others.map(([id, what, unit, value]) => ({ id: `ledger-store.${id}`, what, unit, value })),
  ];
}

const figure = (count: number) => count.toLocaleString('en-US');

interface Witnessed {
  readonly filled: Filled;
  readonly log: LogKey;
  /** Heads that somebody else kept. */
  readonly witnessed: readonly string[];
}

/** How many were named. @throws Error when one was not */
async function tamperedWays(bench: Bench, { filled: { client, url, size }, log, witnessed }: Witnessed) {
  const ways = await tamper(client, size, log);
  const outside = witnessed.map((note) => ({ note, by: 'A witness' }));
  const { findings } = await verify(url, log, outside);
  for (const finding of findings.slice(0, mostSaid)) bench.say(`  found: ${finding}`);
  const missed = ways.filter((one) => !findings.some((finding) => one.test(finding)));
  if (missed.length > 0) throw new Error(`The audit did not find ${missed.join(', ')}`);
  return ways.length;
}

const mostSaid = 12;

async function addVersions(client: pg.Client, from: number, to: number): Promise<void> {
  await client.query(`with made as (
      insert into res (rid, tid, id, ver, lu, op, tk, sd, vis, body)
      select n, (select tid from resource_type where name = 'Observation'), gen_random_uuid()::text, 1, now(), 'C', n, 0, 0,
        '{"resourceType":"Observation","id":"' || n || '","note":"' || repeat(md5(n::text), ${bodies} / 32) || '"}'
      from generate_series(${from}, ${to}) n returning *)
    insert into outbox (rid, tid, id, ver, op, lu) select rid, tid, id, ver, op, lu from made order by rid`);
}

/** The first resources get a second version; what was becomes history. */
async function addFormer(client: pg.Client): Promise<void> {
  await client.query(`with former as (
      insert into hist (tid, id, ver, lu, until, op, rid, body)
      select tid, id, ver, lu, now(), op, rid, body from res where rid between 1 and ${formerVersions} returning rid),
    made as (update res set ver = 2, op = 'U', lu = now() from former where res.rid = former.rid returning res.*)
    insert into outbox (rid, tid, id, ver, op, lu) select rid, tid, id, ver, op, lu from made order by rid`);
}

/** As a server writes them, which makes their hashes. Answers the seconds it took. */
async function addAccesses(connectionString: string, count: number): Promise<number> {
  const store = await openStore({ connectionString });
  const who = { kind: 'staff', name: 'Nora Nurse', roles: ['clinician'] } as const;
  const read = { who, kind: 'R', action: 'read', type: 'Observation', resources: 1, status: 200, micros: 5 } as const;
  const start = performance.now();
  for (let i = 1; i <= count; i++) {
    const [at, n] = [BigInt(Date.now()) * 1000n, BigInt(i)];
    const row = { ...read, at, n, request: n, id: `o${i}`, patients: [`p${i % 1_000}`] };
    await store.accessLog.record(row, false);
  }
  await store.accessLog.flush();
  const seconds = (performance.now() - start) / 1000;
  await store.close();
  return seconds;
}

/** From the first look until nothing waits. */
async function secondsToSequence({ client, url }: Filled, { key, sign }: LogKey): Promise<number> {
  let head: string | undefined;
  const start = performance.now();
  const sequencer = startSequencer({
    connectionString: url,
    keys: async () => ({ signers: [{ key, sign }] }),
    head: {
      read: async () => head,
      write: async (note) => {
        head = note;
      },
    },
    onHalted: (reason) => process.stderr.write(`${reason}\n`),
    onFailure: (error) => process.stderr.write(`${error}\n`),
  });
  for (let waiting = true; waiting; ) {
    await new Promise((again) => setTimeout(again, 20));
    const { rows } = await client.query<{ waiting: boolean }>(`select exists (select from access_pending) or exists (
      select from outbox o join outbox_consumer c on c.name = 'ledger' where (o.xid, o.seq) > (c.xid, c.seq)) as waiting`);
    waiting = rows[0]!.waiting;
  }
  const seconds = (performance.now() - start) / 1000;
  await sequencer.close();
  return seconds;
}

async function ledgerBytes(client: pg.Client, size: number): Promise<number> {
  const { rows } = await client.query<{ bytes: number }>(
    `select (pg_total_relation_size('ledger_version') + pg_total_relation_size('ledger_tile'))::float8 as bytes`,
  );
  return rows[0]!.bytes / size;
}

/** The first and the last signed head. */
async function heads(client: pg.Client): Promise<string[]> {
  const { rows } = await client.query<{ note: string }>(
    `select note from ledger_checkpoint where size in ((select min(size) from ledger_checkpoint), (select max(size) from ledger_checkpoint)) order by size desc`,
  );
  return rows.map(({ note }) => note);
}

async function verify(connectionString: string, { key }: LogKey, outside: readonly OutsideHead[] = []) {
  const before = process.memoryUsage().rss;
  let most = before;
  const start = performance.now();
  const used = process.cpuUsage();
  const onProgress = () => {
    most = Math.max(most, process.memoryUsage().rss);
  };
  const report = await auditLedger({ connectionString, keys: [key], outside, onProgress });
  const seconds = (performance.now() - start) / 1000;
  const { user, system } = process.cpuUsage(used);
  return { ...report, seconds, cpu: user + system, memory: (most - before) / 2 ** 20 };
}

/** Proofs before those that are measured: a server has answered before. */
const warming = 100;

async function proofs(url: string, size: number): Promise<number[]> {
  const database = await queryDatabase(url);
  const { rows } = await withClient(url, (client) =>
    client.query<{ id: string }>(
      `select id from res where rid in (select 1 + floor(random() * ${size})::int8 from generate_series(1, 1000))`,
    ),
  );
  const chance = seeded(1);
  const times: number[] = [];
  for (let i = -warming; i < 1_000; i++) {
    const { id } = chance.pick(rows);
    const start = performance.now();
    await proveVersion(database.query, { type: 'Observation', id, version: 1 });
    if (i >= 0) times.push(performance.now() - start);
  }
  await database.close();
  return times.toSorted((a, b) => a - b);
}
