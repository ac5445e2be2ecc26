/** `_text` and `_content`: refused until every resource is indexed, then never far behind. */

import { dropTexts, followTexts, resumeTexts } from '@charthouse/chart-store';
import type { Resource } from '@charthouse/fhir-model';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Indexed, indexedRecord } from '../reindex/indexed.testing.ts';
import { readTexts, textsKind } from './texts-kind.ts';

let record: Indexed;

beforeAll(async () => {
  record = await indexedRecord(() => [textsKind]);
  for (let i = 0; i < 120; i++) await record.put(patient(`p${i}`, i === 77 ? 'penguin' : 'sparrow'));
});
afterAll(() => record.close());

function patient(id: string, bird: string, word = 'Smith'): Resource {
  return {
    resourceType: 'Patient',
    id,
    text: { status: 'additional', div: `<div xmlns="http://www.w3.org/1999/xhtml">Keeps a <b>${bird}</b></div>` },
    name: [{ family: word }],
  };
}

const observation = {
  resourceType: 'Observation',
  id: 'o',
  status: 'final',
  code: { text: 'Weight' },
  subject: { reference: 'Patient/p77' },
};

const transaction = <T>(work: Parameters<typeof record.parts.store.transaction<T>>[0]) =>
  record.parts.store.transaction(work);

/** As the server does, until nothing is left. */
async function follow(): Promise<number> {
  for (let all = 0; ; ) {
    const n = await transaction((tx) => followTexts(tx.query, { limit: 10, read: readTexts }));
    if (n === 0) return all;
    all += n;
  }
}

test('is refused with why before the first fill is complete', async () => {
  await transaction((tx) => resumeTexts(tx.query));
  await expect(record.ask('GET', 'Patient?_text=penguin')).rejects.toThrow(/index of texts, which is not complete/);
  expect(JSON.stringify(await record.ask('GET', 'metadata'))).not.toContain('"_content"');
});

test('finds words of the narrative, of everything, with or, phrases, and through chains and _has', async () => {
  expect(await record.runJob('texts')).toMatchObject({ state: 'done', done: 120, total: 120 });
  await record.put(observation);
  expect(await follow()).toBeGreaterThan(0);
  expect(await record.found('Patient?_text=penguin')).toEqual(['p77']);
  expect(await record.found('Patient?_text="keeps a penguin"')).toEqual(['p77']);
  expect(await record.found('Patient?_text=penguin or nothing')).toEqual(['p77']);
  expect(await record.found('Patient?_text=smith')).toEqual([]);
  expect(await record.found('Patient?_content=smith penguin')).toEqual(['p77']);
  expect(await record.found('Observation?patient._text=penguin')).toEqual(['o']);
  expect(await record.found('Patient?_has:Observation:patient:_content=weight')).toEqual(['p77']);
  expect(JSON.stringify(await record.ask('GET', 'metadata'))).toContain('"_content"');
});

test('follows updates, deletes and expunges in the order of commits', async () => {
  await record.put(patient('p77', 'owl'));
  await record.put(patient('p78', 'penguin'));
  await record.put(patient('p79', 'penguin'));
  await record.ask('DELETE', 'Patient/p79');
  await follow();
  expect(await record.found('Patient?_text=penguin')).toEqual(['p78']);
  const words = () =>
    record.db.query("select rid from txt where narrative @@ 'penguin'").then(({ rows }) => rows.length);
  expect(await words()).toBe(1);
  await transaction(async (tx) => void (await tx.expunge([{ type: 'Patient', id: 'p78' }])));
  expect(await words()).toBe(0);
  expect(await follow()).toBeGreaterThan(0);
  expect(await follow()).toBe(0);
  expect(await words()).toBe(0);
});

test('obeys permits: what may not be seen is not found by its words', async () => {
  const { search } = record.parts.searches.now();
  const permit = { grants: [{ reach: [{ kind: 'patients' as const, ids: ['p77'] }] }] };
  const ask = async (more: object) => {
    const query = search.parse(
      { type: 'Patient' },
      [
        ['_text', 'sparrow or owl'],
        ['_count', '500'],
      ],
      { strict: true, ...more },
    );
    return (await record.parts.store.search<{ id: string }>(search.page(query))).map(({ id }) => id);
  };
  expect(await ask({ permit })).toEqual(['p77']);
  expect((await ask({})).length).toBe(118);
});

test('switched off nothing is left, and nothing is kept in the outbox for it', async () => {
  await transaction((tx) => dropTexts(tx.query));
  await record.noticed();
  await expect(record.ask('GET', 'Patient?_content=smith')).rejects.toThrow(/not complete/);
  const { rows } = await record.db.query(
    'select (select count(*) from txt)::int as words, (select count(*) from outbox_consumer where name <> $$ledger$$)::int as readers',
  );
  expect(rows[0]).toEqual({ words: 0, readers: 0 });
});
