import { appendFile, mkdtemp, readdir, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type FreshDatabase, freshDatabase, migratedDatabase } from '@charthouse/testkit';
import pg from 'pg';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openStore } from '../open-store.ts';
import { accesses } from './accesses.testing.ts';
import { backup } from './backup.ts';
import { restore } from './restore.ts';
import { verifyBackup } from './verify.ts';

let database: FreshDatabase;
let folder: string;
let file: string;
const others: FreshDatabase[] = [];

beforeEach(async () => {
  database = await migratedDatabase();
  folder = await mkdtemp(join(tmpdir(), 'charthouse-backup-'));
  file = join(folder, 'record.backup');
});

afterEach(async () => {
  for (const one of [database, ...others.splice(0)]) await one.drop();
  await rm(folder, { recursive: true });
});

async function other(): Promise<FreshDatabase> {
  const one = await freshDatabase();
  others.push(one);
  return one;
}

async function sql(url: string, text: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(text)).rows;
  } finally {
    await client.end();
  }
}

/** Bodies that a text format could damage: numbers as written, every kind of character, line ends, backslashes, length. */
const bodies = [
  '{"resourceType":"Observation","id":"a","valueQuantity":{"value":1.0,"x":1e-7}}',
  '{"resourceType":"Patient","id":"b","name":[{"family":"Ölçü 日本 😀 \\\\n \\n"}]}',
  `{"resourceType":"Patient","id":"c","text":"tab\t cr\r lf\n \\\\. \\\\N end"}`,
  `{"resourceType":"Binary","id":"d","data":"${'QUJD'.repeat(60_000)}"}`,
];

const index = {
  sd: 5n,
  patient: null,
  tok: [],
  str: [],
  dat: [],
  qty: [],
  ref: [],
  present: new Uint8Array([0, 255, 10, 92]),
};

/** Two versions of each body, and rows of every index table. */
async function fill(url: string, count: number): Promise<void> {
  const store = await openStore({ connectionString: url });
  const change = { type: 'Observation', lastUpdated: 1_000, index };
  await store.transaction((tx) =>
    tx.write(bodies.map((body, i) => ({ ...change, id: `id${i}`, op: 'create', version: 1, body }))),
  );
  await store.transaction(async (tx) => {
    const rows = await tx.lockRows(bodies.map((_, i) => ({ type: 'Observation', id: `id${i}`, forDelete: false })));
    await tx.write(
      bodies.map((body, i) => {
        const previous = rows.get(`Observation/id${i}`)!;
        return { ...change, id: `id${i}`, op: 'update', version: 2, body: body.replace('{', '{ '), previous };
      }),
    );
  });
  await store.close();
  await sql(url, `insert into tok select i, i * 7, i, 0, 0 from generate_series(1, ${count}) i`);
  await sql(url, `insert into qty select i, i / 3.0::float8, 'infinity', i, ' ' from generate_series(1, 100) i`);
  await sql(url, `insert into dat select i, '-infinity', '9999-12-31', i, 'f' from generate_series(1, 100) i`);
}

/** Every row of every table as text, without what a restore changes on purpose. */
async function content(url: string): Promise<Record<string, unknown>> {
  const tables = [
    'res',
    'hist',
    'tok',
    'str',
    'dat',
    'qty',
    'ref',
    'resource_type',
    'search_parameter',
    'secret',
    'migration',
    'access_log',
    'access_who',
    'access_patient',
    'access_query',
  ];
  const entries = [];
  for (const table of tables) {
    const [row] = await sql(
      url,
      `select count(*)::int as n, md5(string_agg(t::text, '|' order by t::text)) as hash from ${table} t`,
    );
    entries.push([table, row]);
  }
  const [sequence] = await sql(url, 'select last_value, is_called from rid_block');
  return { ...Object.fromEntries(entries), sequence };
}

const take = () => backup({ connectionString: database.url, file, program: '1.2.3' });

describe('a backup', () => {
  test('restores to another database byte for byte: bodies, history, index, numbers, secrets, sequences', async () => {
    await fill(database.url, 400_000); // several segments of one table
    await sql(database.url, accesses);
    const manifest = await take();
    expect(manifest.segments.filter(({ table }) => table === 'tok').length).toBeGreaterThan(1);
    const target = await other();
    await restore({ connectionString: target.url, file });
    expect(await content(target.url)).toEqual(await content(database.url));
    expect((await content(target.url)).access_log).toMatchObject({ n: 3 });
    await expect(sql(target.url, 'delete from access_log')).rejects.toThrow('only added to');
    expect(await sql(target.url, 'select count(*)::int as n from access_log_202002')).toEqual([{ n: 1 }]);
    const store = await openStore({ connectionString: target.url });
    for (const [i, body] of bodies.entries()) {
      expect((await store.read('Observation', `id${i}`))?.body).toBe(body.replace('{', '{ '));
      expect((await store.vread('Observation', `id${i}`, 1))?.body).toBe(body);
    }
    await store.close();
  });

  test('is of one moment, whatever is written meanwhile', async () => {
    await fill(database.url, 200_000);
    let writing = true;
    const writer = (async () => {
      for (let i = 1_000_000; writing; i++)
        await sql(
          database.url,
          `with t as (insert into tok values (${i}, 0, ${i}, 0, 0)) insert into ref values (${i}, 0, ${i})`,
        );
    })();
    await take();
    writing = false;
    await writer;
    const target = await other();
    await restore({ connectionString: target.url, file });
    const [row] = await sql(
      target.url,
      'select (select count(*) from tok where h >= 1000000)::int as tok, (select count(*) from ref)::int as ref',
    );
    expect(row!.tok).toBe(row!.ref);
  });

  test('keeps the outbox in commit order with numbers that new changes come after, and its readers in their places', async () => {
    for (const id of ['late', 'early', 'next', 'last'])
      await sql(
        database.url,
        `insert into outbox (xid, seq, rid, tid, id, ver, op, lu) overriding system value values
        ('${id === 'late' ? 9_000_000_000_000 : 8_000_000_000_000}'::xid8, default, 1, 1, '${id}', 1, 'C', now())`,
      );
    await sql(database.url, `insert into outbox_consumer select 'mail', xid, seq from outbox where id = 'next'`);
    await take();
    const target = await other();
    await restore({ connectionString: target.url, file });
    const all = await sql(target.url, 'select id from outbox o order by o.xid, o.seq');
    expect(all.map(({ id }) => id)).toEqual(['early', 'next', 'last', 'late']);
    const after = await sql(
      target.url,
      "select o.id from outbox o, outbox_consumer c where (o.xid, o.seq) > (c.xid, c.seq) and o.xid < pg_snapshot_xmin(pg_current_snapshot()) and c.name = 'mail' order by o.xid, o.seq",
    );
    expect(after.map(({ id }) => id)).toEqual(['last', 'late']);
  });

  test('can be read by its owner only, and leaves nothing behind when it fails', async () => {
    await take();
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    expect(await readdir(folder)).toEqual(['record.backup']);
    const before = await readFile(file);
    const stopped = backup({ connectionString: database.url, file, program: '1', signal: AbortSignal.abort() });
    await expect(stopped).rejects.toThrow();
    expect(await readdir(folder)).toEqual(['record.backup']);
    expect(await readFile(file)).toEqual(before);
    await expect(
      backup({ connectionString: database.url, file: join(folder, 'no/where'), program: '1' }),
    ).rejects.toThrow(/^Cannot write .*no\/where: ENOENT/);
  });
});

describe('a damaged backup', () => {
  const refused = async (reason: RegExp) => {
    const target = await other();
    await expect(restore({ connectionString: target.url, file })).rejects.toThrow(reason);
    expect(await sql(target.url, `select to_regclass('res') as res`)).toEqual([{ res: null }]);
  };

  test('is refused wherever a byte is wrong', async () => {
    await fill(database.url, 1_000);
    const { segments } = await take();
    const good = await readFile(file);
    for (let i = 0; i < 12; i++) {
      const bad = Buffer.from(good);
      const at = Math.floor((bad.length - 1_100) * (i / 12)) + 700;
      bad[at] = bad[at]! ^ 0x41;
      await writeFile(file, bad);
      const damaged = await verifyBackup(file).then(
        () => false,
        (error: Error) => /damaged|incomplete/.test(error.message),
      );
      const inPadding = good[at] === 0;
      expect(damaged || inPadding, `byte ${at} of ${bad.length}`).toBe(true);
    }
    expect(segments.length).toBeGreaterThan(4);
  });

  test('is refused when it was cut off', async () => {
    await fill(database.url, 1_000);
    await take();
    await truncate(file, (await stat(file)).size - 3_000);
    await refused(/is damaged: it ends too early/);
  });

  test('is refused when it is something else, or not there', async () => {
    await writeFile(file, 'hello '.repeat(500));
    await refused(/is no Charthouse backup/);
    await rm(file);
    await refused(/There is no file/);
  });

  test('is refused when something was added behind the manifest that changes it', async () => {
    await take();
    await appendFile(file, 'trailing bytes are ignored');
    await expect(verifyBackup(file)).resolves.toBeDefined();
  });
});

describe('restoring', () => {
  test('refuses a database that holds a record, and replaces it when told so', async () => {
    await fill(database.url, 10);
    await take();
    await sql(database.url, `insert into tok values (77, 0, 77, 0, 0)`);
    await expect(restore({ connectionString: database.url, file })).rejects.toThrow(/already holds a record.*--force/);
    await restore({ connectionString: database.url, file, force: true });
    expect(await sql(database.url, 'select count(*)::int as n from tok where h = 77')).toEqual([{ n: 0 }]);
  });

  test('fills a database that was migrated but never used', async () => {
    await fill(database.url, 10);
    await take();
    const target = await migratedDatabase();
    others.push(target);
    await restore({ connectionString: target.url, file });
    expect(await content(target.url)).toEqual(await content(database.url));
  });

  test('refuses a database with tables of others', async () => {
    await take();
    const target = await other();
    await sql(target.url, 'create table theirs (a int)');
    await expect(restore({ connectionString: target.url, file })).rejects.toThrow(/tables of other programs/);
  });

  test('refuses while Charthouse is at work there', async () => {
    await take();
    const store = await openStore({ connectionString: database.url });
    await store.ready();
    await expect(restore({ connectionString: database.url, file, force: true })).rejects.toThrow(/Stop the server/);
    await store.close();
  });

  test('leaves the old state when it is stopped half-way, and can be done again', async () => {
    await fill(database.url, 300_000);
    await take();
    const before = await content(database.url);
    await sql(database.url, `insert into tok values (77, 0, 77, 0, 0)`);
    const stop = new AbortController();
    const onProgress = (step: string, done: number) => {
      if (step === 'loading' && done > 0) stop.abort();
    };
    await expect(
      restore({ connectionString: database.url, file, force: true, signal: stop.signal, onProgress }),
    ).rejects.toThrow();
    expect(
      await sql(database.url, 'select count(*)::int as n from tok where h = 77 and rid = 77 and sys = 0'),
    ).not.toEqual([{ n: 0 }]);
    await restore({ connectionString: database.url, file, force: true });
    expect(await content(database.url)).toEqual(before);
  });
});
