/** What must not be missed when the index changes: writes under way, processes that were not told, jobs that were stopped. */
import { setTimeout as sleep } from 'node:timers/promises';
import { createJobs, openStore, resumeReindexing } from '@charthouse/chart-store';
import { createSearches, parsedNow } from '@charthouse/fhir-api';
import type { Resource } from '@charthouse/fhir-model';
import { extractionRevision } from '@charthouse/fhir-search';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Parts, wire } from '../wire.ts';
import { type Indexed, indexedRecord } from './indexed.testing.ts';
import { reindexKind } from './reindex-kind.ts';

let record: Indexed;

beforeAll(async () => {
  record = await indexedRecord((parts) => [reindexKind({ ...parts, batch: 5, revision: extractionRevision + 1 })]);
  await Promise.all(Array.from({ length: 40 }, (_, i) => record.put(patient(`p${String(i).padStart(2, '0')}`))));
});
afterAll(() => record.close());

const patient = (id: string) => ({ resourceType: 'Patient', id, extension: [{ url: 'urn:eyes', valueCode: 'green' }] });

const parameter = (code: string, status = 'active') => ({
  resourceType: 'SearchParameter',
  id: code,
  url: `urn:parameter:${code}`,
  name: code,
  status,
  description: 'Colour of the eyes',
  code,
  base: ['Patient'],
  type: 'token',
  expression: "Patient.extension.where(url = 'urn:eyes').value.ofType(code)",
});

const found = (code: string) => record.found(`Patient?${code}=green&_count=100`);

/** A change of a patient as a process makes it that knows the index of now. */
async function oldChange(id: string) {
  const searches = await createSearches({ store: record.parts.store });
  const { search, indexVersion } = searches.now();
  const resource = { ...patient(id), meta: { versionId: '1', lastUpdated: '2026-01-01T00:00:00Z' } } as Resource;
  const change = {
    type: 'Patient',
    id,
    op: 'create' as const,
    version: 1,
    lastUpdated: Date.now(),
    body: JSON.stringify(resource),
    index: search.extract(resource),
  };
  return { change, indexVersion };
}

test('a process that was not told of a parameter cannot write without it', async () => {
  const { change, indexVersion } = await oldChange('untold');
  await record.put(parameter('first'));
  const written = record.parts.store.transaction((tx) => tx.write([change], indexVersion));
  await expect(written).rejects.toThrow('The set of indexed search parameters has changed.');
  expect(await record.ask('GET', 'Patient?_id=untold')).toMatchObject({ resourceType: 'Bundle', total: 0 });
  await record.put(patient('untold')); // the door reads the index again and succeeds
  await record.runJob('reindex');
  expect((await found('first')).length).toBe(41);
});

test('a transaction that was open when a parameter was added is waited for', async () => {
  const { change, indexVersion } = await oldChange('open');
  let commit = () => {};
  const held = new Promise<void>((done) => (commit = done));
  let isWritten = () => {};
  const written = new Promise<void>((done) => (isWritten = done));
  const open = record.parts.store.transaction(async (tx) => {
    await tx.write([change], indexVersion);
    await tx.query({ text: 'select 1', values: [] }); // sends the writes
    isWritten();
    await held;
  });
  await written;
  await record.put(parameter('second'));
  const running = record.runJob('reindex');
  await sleep(300);
  const [job] = await record.jobs.list({ kind: 'reindex', limit: 1 });
  expect(job).toMatchObject({ state: 'running', done: 0 });
  commit();
  await open;
  expect(await running).toMatchObject({ state: 'done', done: 42, total: 42 });
  expect(await found('second')).toContain('open');
});

test('a job that is cancelled, lost or given back goes on where it stopped, and counts each resource once', async () => {
  await record.put(parameter('third'));
  const store = await openStore({ connectionString: record.url });
  const searches = await createSearches({ store });
  let batches = 0;
  const slow = {
    ...store,
    transaction: (async (work) => {
      batches++;
      await sleep(20);
      return store.transaction(work);
    }) as typeof store.transaction,
  };
  const jobs = createJobs({ connectionString: record.url, kinds: [reindexKind({ store: slow, searches, batch: 5 })] });
  const [waiting] = await jobs.list({ kind: 'reindex', states: ['queued'] });
  const running = jobs.runOne(waiting!.id);
  while (batches < 3) await sleep(5);
  await jobs.cancel(waiting!.id);
  const stopped = (await running)!;
  expect(stopped.state).toBe('cancelled');
  expect(stopped.done).toBeGreaterThan(5);
  expect(stopped.done).toBeLessThan(42);
  await record.parts.searches.refresh(); // as every two seconds
  await expect(found('third')).rejects.toThrow(/complete, which is at \d+ %/);
  await store.transaction((tx) => resumeReindexing(tx.query, 1)); // as a server does when it starts
  expect(await record.runJob('reindex')).toMatchObject({ state: 'done', done: 42, total: 42 });
  expect((await found('third')).length).toBe(42);
  await jobs.close();
  await store.close();
});

test('two parameters added at once are both complete, whichever job ends first', async () => {
  await record.put(parameter('fourth'));
  await record.put(parameter('fifth'));
  await record.put(parameter('first', 'retired'));
  const waiting = await record.jobs.list({ kind: 'reindex', states: ['queued'] });
  expect(waiting.length).toBe(3);
  await Promise.all(waiting.map(({ id }) => record.jobs.runOne(id)));
  await record.noticed();
  expect([(await found('fourth')).length, (await found('fifth')).length]).toEqual([42, 42]);
  expect((await record.db.query('select id from added_parameter order by id')).rows.map(({ id }) => id)).toEqual([
    'fifth',
    'fourth',
    'second',
    'third',
  ]);
});

test('a search right after a parameter was removed does not know it, whichever process is asked', async () => {
  const other = await wire(record.parts.settings, record.url);
  const asked = (parts: Parts) =>
    parts.door.handle(
      {
        interaction: 'search',
        method: 'GET',
        type: 'Patient',
        query: [['sixth', 'green']],
        conditions: {},
        preferences: { handling: 'strict' },
        base: 'http://here',
      },
      { name: 'test' },
    );
  const { search, indexVersion } = record.parts.searches.now();
  await record.put(parameter('sixth'));
  await record.runJob('reindex');
  await other.searches.refresh();
  expect((await asked(other)).status).toBe(200);
  const known = other.searches.now();
  await record.put(parameter('sixth', 'retired'));
  const answers = await Promise.allSettled([asked(record.parts), asked(other), asked(record.parts), asked(other)]);
  for (const answer of answers)
    expect(answer).toMatchObject({
      status: 'rejected',
      reason: { message: expect.stringMatching(/is no search parameter/) },
    });
  // What is known from before is found out, whether it knows the parameter or not yet.
  const { store } = record.parts;
  const parsed = (one: typeof search) => () => one.parse({ type: 'Patient' }, [['sixth', 'green']], { strict: true });
  for (const old of [known, { search, indexVersion }])
    await expect(parsedNow({ store, indexVersion: old.indexVersion }, parsed(old.search))).rejects.toThrow(
      'The set of indexed search parameters has changed.',
    );
  await other.close();
  await record.runJob('reindex');
});

test('a definition that changes is indexed anew, one whose words change is not', async () => {
  await record.put({ ...parameter('second'), description: 'Colour' });
  await record.put({ ...parameter('second'), description: 'Colour', name: 'other' });
  expect(await record.jobs.list({ kind: 'reindex', states: ['queued'] })).toEqual([]);
  await record.noticed();
  expect((await found('second')).length).toBe(42);
  expect(JSON.stringify(await record.ask('GET', 'metadata'))).toContain('"documentation":"Colour"');
  await record.put({ ...parameter('second'), description: 'Colour', expression: 'Patient.language', type: 'token' });
  await record.put({ ...patient('p00'), language: 'de' });
  await expect(record.found('Patient?second=de')).rejects.toThrow(/complete/);
  await record.runJob('reindex');
  expect(await record.found('Patient?second=de')).toEqual(['p00']);
  expect(await found('second')).toEqual([]);
});

test('a newer extraction makes all rows again while the old ones serve', async () => {
  await record.db.query("delete from tok using res where tok.rid = res.rid and id = 'p07'");
  await record.db.query("update res set keys = null, present = null, vis = 7 where id = 'p07'"); // as an older program left it
  expect(await found('fourth')).not.toContain('p07');
  const resume = () => record.parts.store.transaction((tx) => resumeReindexing(tx.query, extractionRevision + 1));
  await resume();
  await resume(); // by a second server
  expect(await record.jobs.list({ kind: 'reindex', states: ['queued'] })).toHaveLength(1);
  expect((await found('fourth')).length).toBe(41);
  await record.noticed();
  await expect(record.put(patient('p07'))).rejects.toMatchObject({ status: 503 }); // by the older program
  const { rows } = await record.db.query('select count(*)::int as n from res');
  expect(await record.runJob('reindex')).toMatchObject({ state: 'done', done: rows[0].n, total: rows[0].n });
  expect((await found('fourth')).length).toBe(42);
  await resume();
  expect(await record.jobs.list({ kind: 'reindex', states: ['queued'] })).toEqual([]);
  const classes = await record.db.query("select distinct t.vis from tok t join res using (rid) where id = 'p07'");
  expect(classes.rows).toEqual([{ vis: 0 }]); // who may see it is worked out anew
  expect((await record.db.query('select revision from search_index')).rows).toEqual([
    { revision: extractionRevision + 1 },
  ]);
});

test('what is stored is what is extracted: a second pass changes nothing', async () => {
  const { search, indexVersion } = record.parts.searches.now();
  const range = {
    after: '',
    limit: 1000,
    making: { version: indexVersion, extract: (body: string) => search.extract(JSON.parse(body)) },
  };
  const pass = (type: string) => record.parts.store.transaction((tx) => tx.reindex({ ...range, type }));
  expect(await pass('Patient')).toMatchObject({ examined: 42, changed: 0 });
  expect(await pass('SearchParameter')).toMatchObject({ changed: 0 });
});
