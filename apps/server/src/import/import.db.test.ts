import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { bundle, encounter, ndjson, patient, post, type TestRecord, testRecord } from './import.testing.ts';
import { refusalLines } from './refusal.ts';
import { zipOf } from './sources/zip.testing.ts';

let record: TestRecord;

beforeEach(async () => {
  record = await testRecord();
});
afterEach(() => record.close());

const range = (n: number) => Array.from({ length: n }, (_, i) => i + 1);

describe('an import', () => {
  test('reads resources, NDJSON, gzip and zip, in folders, with numbers and text as written', async () => {
    record.put(
      'one.json',
      '{\n "resourceType": "Patient", "id": "one",\n "multipleBirthInteger": 2, "name": [{"family": "Ö 😀"}] }',
    );
    record.put(
      'Observation.ndjson.gz',
      gzipSync(
        '{"resourceType":"Observation","id":"o","status":"final","code":{"text":"x"},"valueQuantity":{"value":1.50}}\n',
      ),
    );
    record.put(
      'all.zip',
      zipOf({
        'x.ndjson': ndjson(patient('two'), patient('three')),
        'y.json.gz': gzipSync(JSON.stringify(patient('four'))),
      }),
    );
    const { job, written, refusals } = await record.import([record.folder]);
    expect(refusals).toEqual([]);
    expect(job).toMatchObject({ state: 'done', done: 5, refused: 0 });
    expect(written).toBe(5);
    expect(Object.keys(await record.versions()).sort()).toEqual([
      'Observation/o',
      'Patient/four',
      'Patient/one',
      'Patient/three',
      'Patient/two',
    ]);
    const [row] = await record.rows<{ body: string }>(`select body from res where id = 'o'`);
    expect(row!.body).toContain('"value":1.50');
  });

  test('replaces a resource with the same id, and gives one without an id a new one', async () => {
    const { id: _, ...nameless } = patient('x');
    const file = record.put('p.ndjson', ndjson(patient('a'), nameless, patient('a', { active: true })));
    expect((await record.import([file])).job.done).toBe(3);
    const versions = await record.versions();
    expect(versions['Patient/a']).toBe(2);
    expect(Object.keys(versions)).toHaveLength(2);
  });

  test('of a transaction bundle is whole or not at all', async () => {
    const good = post(patient('a'), 'urn:uuid:1');
    const visit = { ...encounter('e', 'urn:uuid:1'), id: undefined };
    const bad = post({ ...visit, status: 'nonsense' } as never);
    record.put('good.json', JSON.stringify(bundle('transaction', good, post(visit)), null, 2));
    record.put('bad.json', JSON.stringify(bundle('transaction', good, bad)));
    const { job, refusals } = await record.import([record.folder]);
    expect(job).toMatchObject({ done: 2, refused: 2 });
    expect(refusals).toMatchObject([{ line: 1, entry: 1, count: 2 }]);
    expect(refusalLines(refusals[0]!)[0]).toMatch(/bad\.json:1 \(2 resources\) Bundle\.entry\[1\]\.resource\.status: /);
    const [row] = await record.rows<{ body: string }>(`select body from res where body like '%"Encounter"%'`);
    expect(row!.body).toMatch(/"subject":\{"reference":"Patient\/[0-9a-f-]{36}"\}/);
  });

  test('of a batch, collection or document bundle leaves out only what is refused', async () => {
    const entries = [
      { fullUrl: 'urn:uuid:1', resource: patient('b1') },
      { resource: patient('b2', { gender: 'nonsense' }) },
      { resource: encounter('e1', 'urn:uuid:1') },
    ];
    record.put('collection.json', JSON.stringify(bundle('collection', ...entries)));
    record.put(
      'batch.json',
      JSON.stringify(
        bundle(
          'batch',
          post(patient('x')),
          { request: { method: 'GET', url: 'Patient/1' } },
          post(patient('y', { gender: 'nonsense' }) as never),
        ),
      ),
    );
    record.put('message.json', JSON.stringify(bundle('message', { resource: patient('m') })));
    const { job, refusals } = await record.import([record.folder]);
    expect(job).toMatchObject({ state: 'done', done: 3, refused: 4 });
    expect(Object.keys(await record.versions())).toEqual(expect.arrayContaining(['Patient/b1', 'Encounter/e1']));
    const lines = refusals
      .flatMap(refusalLines)
      .map((line) => line.slice(record.folder.length + 1))
      .sort();
    expect(lines).toEqual([
      expect.stringMatching(
        /^batch\.json:1 Bundle\.entry\[1\]\.request: The entry asks for read; only writes can be done here\.$/,
      ),
      expect.stringMatching(/^batch\.json:1 Patient.* Bundle\.entry\[2\]\.resource\.gender: /),
      expect.stringMatching(/^collection\.json:1 Patient\/b2 Bundle\.entry\[1\]\.resource\.gender: /),
      expect.stringMatching(
        /^message\.json:1 Bundle\.type: A bundle of type "message" cannot be imported; these can: transaction, /,
      ),
    ]);
  });

  test('of a bundle that a server had stored keeps it as it is', async () => {
    const stored = {
      ...bundle('collection', { fullUrl: 'http://x.org/Patient/inside', resource: patient('inside') }),
      id: 'kept',
      meta: { versionId: '3' },
    };
    record.put('Bundle.ndjson', ndjson(stored));
    expect((await record.import([record.folder])).job).toMatchObject({ done: 1, refused: 0 });
    expect(Object.keys(await record.versions())).toEqual(['Bundle/kept']);
  });

  test('names file, line and element of everything that it refuses, and takes the rest', async () => {
    const lines = range(1_200).map((i) =>
      JSON.stringify(patient(`p${i}`, i % 400 === 0 ? { birthDate: '2020-02-31' } : {})),
    );
    lines[6] = '{"resourceType":"Patient","id":"p7",}';
    lines[7] = '[]';
    lines[8] = '{"resourceType":"Patint","id":"p9"}';
    lines[9] = JSON.stringify(patient('p 10'));
    record.put('p.ndjson', lines.join('\n'));
    const { job, refusals } = await record.import([record.folder]);
    expect(job).toMatchObject({ state: 'done', done: 1_193, refused: 7 });
    const told = refusals.flatMap(refusalLines).map((line) => line.slice(record.folder.length + 1));
    expect(
      told.sort((a, b) => Number(a.split(':')[1]!.split(' ')[0]) - Number(b.split(':')[1]!.split(' ')[0])),
    ).toEqual([
      expect.stringMatching(/^p\.ndjson:7: .*\(line 7, column 37\)\.$/),
      expect.stringMatching(/^p\.ndjson:8: This is no FHIR resource/),
      expect.stringMatching(/^p\.ndjson:9 Patint\/p9 Patint/),
      expect.stringMatching(/^p\.ndjson:10 Patient\/p 10 Patient\.id: /),
      expect.stringMatching(/^p\.ndjson:400 Patient\/p400 Patient\.birthDate: /),
      expect.stringMatching(/^p\.ndjson:800 Patient\/p800 Patient\.birthDate: /),
      expect.stringMatching(/^p\.ndjson:1200 Patient\/p1200 Patient\.birthDate: /),
    ]);
  });

  test('of files that are broken, empty or something else says so, and goes on', async () => {
    const zipped = gzipSync(
      ndjson(...range(3_000).map((i) => patient(`p${i}`, { name: [{ family: String(Math.random()) }] }))),
    );
    record.put('cut.ndjson.gz', zipped.subarray(0, zipped.length >> 1));
    record.put('empty.json', '');
    record.put('broken.json', '{"resourceType":\n "Patient"');
    record.put('xml.json', '<Patient xmlns="http://hl7.org/fhir"/>');
    record.put('zip.json', zipOf({ 'a.json': '{}' }));
    record.put('broken.zip', 'PK nonsense');
    const { job, refusals } = await record.import([record.folder]);
    expect(job.state).toBe('done');
    expect(job.done).toBeGreaterThan(500);
    const told = refusals
      .flatMap(refusalLines)
      .map((line) => line.slice(record.folder.length + 1))
      .sort();
    expect(told).toEqual([
      expect.stringMatching(
        /^broken\.json:1: The JSON text ends too early|^broken\.json:1: A comma or } is expected here \(line 2/,
      ),
      expect.stringMatching(/^broken\.zip:1: The zip archive .*broken\.zip cannot be read: .*[^.]\.$/),
      expect.stringMatching(
        /^cut\.ndjson\.gz:\d+: The compressed data is broken \(unexpected end of file\); what came before was read\.$/,
      ),
      expect.stringMatching(/^empty\.json:1: The file is empty\.$/),
      expect.stringMatching(/^xml\.json:1: This is XML; only JSON and NDJSON are imported\. Convert it first\.$/),
      expect.stringMatching(/^zip\.json:1: This is a zip archive; give it a name that ends in \.zip/),
    ]);
  });
});

describe('resuming', () => {
  test('a finished import does nothing again, and takes files that are new', async () => {
    record.put('a.json', JSON.stringify(bundle('transaction', post(patient('x')))));
    const first = await record.import([record.folder]);
    const again = await record.import([record.folder], { resume: true });
    expect(again).toMatchObject({
      written: 0,
      start: { resumed: true },
      job: { id: first.job.id, state: 'done', done: 1 },
    });
    record.put('b.json', JSON.stringify(bundle('transaction', post(patient('y')))));
    const more = await record.import([record.folder], { resume: true });
    expect(more).toMatchObject({ written: 1, job: { done: 2 } });
    expect(Object.keys(await record.versions())).toHaveLength(2);
  });

  test('keeps what was refused before in the report', async () => {
    record.put('a.ndjson', ndjson(patient('x', { gender: 'nonsense' })));
    const first = await record.import([record.folder]);
    const again = await record.import([record.folder], { resume: true });
    expect(again.refusals).toEqual(first.refusals);
    expect(again.job.refused).toBe(1);
  });

  test('after a stop goes on where it stopped', async () => {
    for (const i of range(60))
      record.put(
        `${i}.json`,
        JSON.stringify(bundle('transaction', ...range(20).map((n) => post(patient(`${i}-${n}`))))),
      );
    const stop = new AbortController();
    setTimeout(() => stop.abort(), 150);
    const first = await record.import([record.folder], { signal: stop.signal });
    const again = await record.import([record.folder], { resume: true });
    expect(first.job.state === 'queued' || first.job.state === 'done').toBe(true);
    expect(again.job).toMatchObject({ state: 'done', done: 1_200 });
    expect(first.written + again.written).toBe(1_200);
    expect(Object.keys(await record.versions())).toHaveLength(1_200);
  });

  test('without it the same paths are imported anew, and an unfinished import is pointed out', async () => {
    record.put('a.json', JSON.stringify(bundle('transaction', post(patient('x')))));
    await record.import([record.folder]);
    const again = await record.import([record.folder]);
    expect(again).toMatchObject({ written: 1, start: { resumed: false, earlier: { state: 'done' } } });
  });
});

describe('the database', () => {
  test('going away for a moment is waited for, and nothing is lost or done twice', async () => {
    for (const i of range(150))
      record.put(
        `${i}.json`,
        JSON.stringify(bundle('transaction', ...range(20).map((n) => post(patient(`${i}-${n}`))))),
      );
    const importing = record.import([record.folder]);
    for (let kills = 0; kills < 3; kills++) {
      await new Promise((done) => setTimeout(done, 150));
      await record.rows(`select pg_terminate_backend(pid) from pg_stat_activity
        where datname = current_database() and application_name in ('charthouse write', 'charthouse jobs')`);
    }
    expect((await importing).job).toMatchObject({ state: 'done', done: 3000, refused: 0 });
    expect(Object.keys(await record.versions())).toHaveLength(3000);
  });
});
