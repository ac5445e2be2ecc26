/** Canonical references lead to the resources whose `url` they name, in the version they name. */
import type { PermitFilter, Resource } from '@charthouse/fhir-model';
import { createSearch, type SearchRow } from '@charthouse/fhir-search';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { parametersOf, type SearchedRecord, searchedRecord } from './searched-record.testing.ts';

let record: SearchedRecord;

const questionnaire = (id: string, version: string, title: string) =>
  ({ resourceType: 'Questionnaire', id, url: 'http://example.org/q', version, title, status: 'active' }) as Resource;
const response = (id: string, canonical: string, status = 'completed') =>
  ({ resourceType: 'QuestionnaireResponse', id, questionnaire: canonical, status }) as Resource;

beforeAll(async () => {
  record = await searchedRecord({ looking: true });
  await record.add([
    questionnaire('q1', '1', 'First'),
    questionnaire('q2', '2', 'Second'),
    { resourceType: 'Questionnaire', id: 'other', url: 'http://example.org/other', status: 'draft' } as Resource,
    response('any', 'http://example.org/q'),
    response('one', 'http://example.org/q|1', 'amended'),
    response('two', 'http://example.org/q|2#item'),
    response('none', 'http://example.org/nowhere'),
  ]);
});
afterAll(() => record.close());

const found = async (type: string, query: string) =>
  (await record.all({ type }, query)).map((name) => name.split('/')[1]).sort();

test('a chain follows them, to any version or to the one that is named', async () => {
  expect(await found('QuestionnaireResponse', 'questionnaire.title=first')).toEqual(['any', 'one']);
  expect(await found('QuestionnaireResponse', 'questionnaire.title=second')).toEqual(['any', 'two']);
  expect(await found('QuestionnaireResponse', 'questionnaire.status=active&status=amended')).toEqual(['one']);
  expect(await found('QuestionnaireResponse', 'questionnaire.status=draft')).toEqual([]);
});

test('_has goes the other way', async () => {
  expect(await found('Questionnaire', '_has:QuestionnaireResponse:questionnaire:status=amended')).toEqual(['q1']);
  expect(await found('Questionnaire', '_has:QuestionnaireResponse:questionnaire:_id=any')).toEqual(['q1', 'q2']);
});

async function included(type: string, query: string, permit?: PermitFilter): Promise<string[]> {
  const parsed = record.search.parse({ type }, parametersOf(query), { strict: true, permit });
  const rows = await record.store.search<SearchRow>(record.search.page(parsed));
  const statement = record.search.includes(parsed, rows, 0);
  return statement ? (await record.store.search<SearchRow>(statement)).map(({ id }) => id).sort() : [];
}

test('includes bring what they name, and what names it', async () => {
  expect(await included('QuestionnaireResponse', '_id=any&_include=QuestionnaireResponse:questionnaire')).toEqual([
    'q1',
    'q2',
  ]);
  expect(await included('QuestionnaireResponse', '_id=two&_include=*')).toEqual(['q2']);
  expect(await included('Questionnaire', '_id=q1&_revinclude=QuestionnaireResponse:questionnaire')).toEqual([
    'any',
    'one',
  ]);
  expect(await included('Questionnaire', '_id=q2&_revinclude=*')).toEqual(['any', 'two']);
});

test('what a permit hides is no link and is not brought along', async () => {
  const hide = (vis: number) =>
    record.store.transaction(async (tx) => {
      const tks = ['Questionnaire/q1', 'QuestionnaireResponse/one'].map((name) => record.store.hash(name));
      const change = (text: string) => tx.query({ text, values: [tks, vis] });
      await change('update res set vis = $2 where tk = any($1::int8[])');
      await change('update tok t set vis = $2 from res r where r.tk = any($1::int8[]) and t.rid = r.rid');
    });
  const permit = { grants: [{ classes: { labels: [], without: [] } }] };
  const seen = async (type: string, query: string) =>
    (await record.all({ type }, query, { permit })).map((name) => name.split('/')[1]).sort();
  await hide(9);
  expect(await seen('QuestionnaireResponse', 'questionnaire.title=first')).toEqual([]);
  expect(await seen('QuestionnaireResponse', 'questionnaire.title=second')).toEqual(['any', 'two']);
  expect(await seen('Questionnaire', '_has:QuestionnaireResponse:questionnaire:status=amended,completed')).toEqual([
    'q2',
  ]);
  expect(
    await included('QuestionnaireResponse', '_id=any&_include=QuestionnaireResponse:questionnaire', permit),
  ).toEqual(['q2']);
  await hide(0);
});

test('while older index rows are made again they are refused, not half followed', () => {
  const { hash, ids } = record.store;
  const search = createSearch({ hash, ...ids, revision: 2 });
  const ask = () => search.parse({ type: 'QuestionnaireResponse' }, [['questionnaire.title', 'x']], { strict: true });
  expect(ask).toThrow(/canonical references are followed when the index has been made again/);
  const sorted = search.page(search.parse({ type: 'Patient' }, [['_sort', 'name']], { strict: true }));
  expect(sorted.text).toContain('min('); // no row is marked as the first yet
});
