/** Plans right after much was written, when the planner knows nothing of it yet: no worse than later, when it does. */
import type { SearchRow, SearchTarget, Sql } from '@charthouse/fhir-search';
import type pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { blocksOf, planClient, planOf } from './plan.testing.ts';
import { parametersOf, type SearchedRecord, searchedRecord } from './searched-record.testing.ts';
import { skewed } from './skewed.testing.ts';

let record: SearchedRecord;
let client: pg.Client;

const tables = ['res', 'tok', 'str', 'dat', 'qty', 'ref'];

beforeAll(async () => {
  record = await searchedRecord();
  client = await planClient(record.url);
  for (const table of tables) await client.query(`alter table ${table} set (autovacuum_enabled = false)`);
  await record.add(skewed());
}, 120_000);

afterAll(async () => {
  await client.end();
  await record.close();
});

/** Blocks of 8 KB: a page with what leads to it; a page of hundreds with what it includes; all 14,000 of a code, each by itself. */
const [page, wide, whole] = [2000, 9000, 60_000];

const compartment = (id: string) => ({ compartment: { type: 'Patient', id } });
const observation = { type: 'Observation' };
const patient = { type: 'Patient' };

type Case = readonly [target: SearchTarget, query: string, blocks: number];
const cases: readonly Case[] = [
  [compartment('heavy'), '_include=*&_count=500', wide],
  [compartment('p7'), '_include=*&_count=500', page],
  [{ ...compartment('heavy'), ...observation }, 'code=rare', page],
  [observation, 'code=common&_include=*&_count=500', wide],
  [observation, 'code=common&_include=Observation:subject', page],
  [observation, 'code=c3&_include=Observation:patient&_count=300', wide],
  [patient, 'family=name7&_revinclude=*', page],
  [patient, 'gender=female&_count=300&_revinclude=Observation:patient', wide],
  [patient, '_id=heavy&_revinclude=Observation:patient', wide],
  [observation, 'patient.family=heavy&code=common', page],
  [observation, 'patient.family=name7', page],
  [observation, 'patient.gender=female', wide],
  [patient, '_has:Observation:patient:code=rare', page],
  [patient, '_has:Observation:patient:code=c3', page],
  [patient, '_has:Observation:patient:code=common', whole],
  [patient, 'name=name7', page],
  [patient, 'family=name1&gender=male', page],
  [patient, '_sort=family,given', wide],
  [patient, 'gender=male&_sort=-name', wide],
  [observation, 'code=common,rare', page],
  [observation, 'code=c1,rare', page],
  [observation, 'status=final,amended&code=rare', page],
  [observation, 'status=amended,preliminary&code=common', page],
  [observation, 'code=common&_sort=date', page],
  [observation, 'code=common&_sort=-date', page],
  [observation, 'code=common&_sort=-_lastUpdated', whole],
  [observation, 'patient=heavy&code=common&date=ge2010-01-05', page],
  [observation, 'patient=p7&category=vital-signs', page],
  [observation, 'code=common&value-quantity=gt150', 12_000],
  [observation, 'code:not=common', page],
  [observation, 'date=ge2030', page],
];

/** Blocks that all statements of a search touch. */
async function costOf([target, query]: Case): Promise<number> {
  const parsed = record.search.parse(target, parametersOf(query), { strict: true, now: Date.now() });
  let blocks = 0;
  const run = async <Row>(statement: Sql): Promise<Row[]> => {
    blocks += blocksOf(await planOf(client, statement));
    return record.store.search<Row>(statement);
  };
  const refined = await record.search.refine(parsed, run);
  const rows = await run<SearchRow>(record.search.page(refined));
  const included = record.search.includes(refined, rows.slice(0, refined.count), 0);
  if (included) await run(included);
  return blocks;
}

describe.each(['was just written', 'has statistics'])('what %s', (when) => {
  beforeAll(async () => {
    if (when === 'has statistics') await client.query('vacuum analyze');
  });

  test.each(cases)('is found from few blocks: %j %s', async (...one) => {
    expect(await costOf(one)).toBeLessThan(one[2]);
  });
});
