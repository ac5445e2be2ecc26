/** The ledger on a database: how fast it is written and verified, what a proof costs, and what of a tampered row is found. docs/ledger.md */
import { generateKeyPairSync, hash, sign } from 'node:crypto';
import { auditLedger, openStore, proveVersion, queryDatabase, startSequencer } from '@charthouse/chart-store';
import { verifierKey } from '@charthouse/ledger';
import type pg from 'pg';
import type { Bench } from '../bench.ts';
import { withClient } from '../data/records.ts';
import { seeded } from '../data/seeded.ts';
import { percentile } from '../measure/statistics.ts';
import type { Figure, Part } from '../part.ts';

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
  const of = `${size.toLocaleString('en-US')} versions`;
  const step = Math.min(size, 100_000);
  const log = keys();
  let versions = 0;
  for (let from = 1; from <= size; from += step) {
    await addVersions(client, from, Math.min(from + step - 1, size));
    versions += await secondsToSequence(filled, log);
  }
  await client.query('vacuum analyze');
  const accesses = Math.min(size, 200_000);
  const recorded = await addAccesses(url, accesses);
  const accessSeconds = await secondsToSequence(filled, log);
  const bytes = await ledgerBytes(client, size);
  const verified = await verify(url, log);
  const times = await proofs(url, size);
  await client.query(`update res set body = body || ' ' where rid = ${Math.ceil(size / 2)}`);
  const tampered = await verify(url, log);
  if (!verified.holds || tampered.holds)
    throw new Error(`The audit is wrong: ${verified.findings[0] ?? 'nothing found'}`);
  bench.say(`  found: ${tampered.findings[0]}`);
  const rate = 'a second';
  return [
    { id: 'ledger-store.versions', what: 'Resource versions sequenced', unit: rate, value: size / versions },
    { id: 'ledger-store.accesses', what: 'Access rows sequenced', unit: rate, value: accesses / accessSeconds },
    {
      id: 'ledger-store.recorded',
      what: 'Access rows written before, with the hashes that the ledger takes of them',
      unit: rate,
      value: accesses / recorded,
    },
    { id: 'ledger-store.verify', what: `Leaves verified, of ${of}`, unit: rate, value: verified.rate },
    {
      id: 'ledger-store.verify.cpu',
      what: 'Processor time of the verifying process for a leaf',
      unit: 'µs',
      value: verified.cpu,
    },
    { id: 'ledger-store.memory', what: 'Memory that verifying took', unit: 'MB', value: verified.memory },
    {
      id: 'ledger-store.proof.p50',
      what: `Proof of a version of ${of}, median`,
      unit: 'ms',
      value: percentile(times, 0.5),
    },
    {
      id: 'ledger-store.proof.p99',
      what: `Proof of a version of ${of}, p99`,
      unit: 'ms',
      value: percentile(times, 0.99),
    },
    { id: 'ledger-store.bytes', what: 'Ledger in the database, of one version', unit: 'bytes', value: bytes },
  ];
}

function keys() {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const { x } = publicKey.export({ format: 'jwk' });
  const sha256 = (bytes: Uint8Array) => hash('sha256', bytes, 'buffer');
  const of = { name: 'bench.example/log', type: 'ed25519', publicKey: Buffer.from(x as string, 'base64url') } as const;
  return { key: verifierKey(of, sha256), sign: (message: Uint8Array) => sign(null, message, privateKey) };
}

type Log = ReturnType<typeof keys>;

async function addVersions(client: pg.Client, from: number, to: number): Promise<void> {
  await client.query(`with made as (
      insert into res (rid, tid, id, ver, lu, op, tk, sd, vis, body)
      select n, (select tid from resource_type where name = 'Observation'), gen_random_uuid()::text, 1, now(), 'C', n, 0, 0,
        '{"resourceType":"Observation","id":"' || n || '","note":"' || repeat(md5(n::text), ${bodies} / 32) || '"}'
      from generate_series(${from}, ${to}) n returning *)
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
async function secondsToSequence({ client, url }: Filled, { key, sign }: Log): Promise<number> {
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

async function verify(connectionString: string, { key }: Log) {
  const before = process.memoryUsage().rss;
  let most = before;
  const start = performance.now();
  const used = process.cpuUsage();
  const onProgress = () => {
    most = Math.max(most, process.memoryUsage().rss);
  };
  const { holds, leaves, findings } = await auditLedger({ connectionString, keys: [key], outside: [], onProgress });
  const rate = leaves / ((performance.now() - start) / 1000);
  const { user, system } = process.cpuUsage(used);
  return { holds, findings, rate, cpu: (user + system) / leaves, memory: (most - before) / 2 ** 20 };
}

async function proofs(url: string, size: number): Promise<number[]> {
  const database = await queryDatabase(url);
  const { rows } = await withClient(url, (client) =>
    client.query<{ id: string }>(
      `select id from res where rid in (select 1 + floor(random() * ${size})::int8 from generate_series(1, 1000))`,
    ),
  );
  const chance = seeded(1);
  const times: number[] = [];
  for (let i = 0; i < 1_000; i++) {
    const { id } = chance.pick(rows);
    const start = performance.now();
    await proveVersion(database.query, { type: 'Observation', id, version: 1 });
    times.push(performance.now() - start);
  }
  await database.close();
  return times.toSorted((a, b) => a - b);
}
