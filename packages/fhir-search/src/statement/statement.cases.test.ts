/** Pages, orders, totals, includes and permits as statements; a changed plan shows in the file beside. */
import { resourceTypes } from '@charthouse/fhir-model/definitions';
import { expect, test } from 'vitest';
import { pagesOf, parsed, readable, testSearch } from '../golden.testing.ts';
import { noDate, type Sql } from '../index.ts';

const orders: readonly string[] = [
  'Observation?code=a',
  'Observation?code=a&_sort=date',
  'Observation?code=a&_sort=-date,_id',
  'Observation?code=a&_sort=-_lastUpdated',
  'Observation?_sort=_id',
  'Patient?_sort=family,-birthdate',
  'Patient?_sort=-name',
  'Observation?_sort=-code,value-quantity',
  'Observation?_sort=patient',
  'Observation?code=a&_sort=-performer',
  'Observation?_sort=status,_id',
  'Observation?patient=Patient/1&_sort=code',
  'Observation?patient=Patient/1&_sort=status',
  'Observation?code=a&_sort=identifier',
  'Patient?_sort=_tag',
  'Location?near=42.25|-71.06|5|km&_sort=near',
  'Observation?_count=0',
];

const page = (url: string, cursor: readonly string[]) => testSearch.page(parsed(url), cursor);
const row = { rid: 7n, tid: 103, id: '1', ver: 1, lu: 0, body: '', keys: ['5'] };
const rowOf = (type: string, body = '') => ({ ...row, tid: resourceTypes.indexOf(type) + 1, body });
const includes = (url: string, round = 0) => testSearch.includes(parsed(url), [row], round)!;

const contained = (query: string) => parsed(`Medication?code=a&_sort=_id&${query}`, { contained: true });

const statements: Readonly<Record<string, Sql>> = {
  'Observation?code=a, page after a date': page('Observation?code=a', ['1000', '7']),
  'Patient?_sort=family,-birthdate, page after a name and date': page('Patient?_sort=family,-birthdate', [
    'a',
    '5',
    '7',
  ]),
  'Observation?code=a&_sort=-date,_id, page after a date': page('Observation?code=a&_sort=-date,_id', ['5', 'x', '7']),
  'Observation?code=a&_sort=-date,_id, page after one without a date': page('Observation?code=a&_sort=-date,_id', [
    String(noDate),
    'x',
    '7',
  ]),
  'Observation?code=a, total': testSearch.total(parsed('Observation?code=a')),
  'Observation?code=a, total up to 10000': testSearch.total(parsed('Observation?code=a'), 10_000),
  'Observation?code=a, estimate': testSearch.estimate(parsed('Observation?code=a')),
  'Patient?_include=Patient:organization': includes('Patient?_include=Patient:organization'),
  'QuestionnaireResponse?_include=QuestionnaireResponse:questionnaire': testSearch.includes(
    parsed('QuestionnaireResponse?_include=QuestionnaireResponse:questionnaire'),
    [rowOf('QuestionnaireResponse')],
    0,
  )!,
  'Questionnaire?_revinclude=QuestionnaireResponse:questionnaire': testSearch.includes(
    parsed('Questionnaire?_revinclude=QuestionnaireResponse:questionnaire'),
    [rowOf('Questionnaire', '{"url":"http://example.org/q","version":"1"}')],
    0,
  )!,
  'Patient?_sort=name, page after a name': page('Patient?_sort=name', ['ann', '0', '7']),
  'Patient?_sort=name, page among those without': page('Patient?_sort=name', ['\u{10ffff}', '-5', '7']),
  'Observation?_sort=-value-quantity, page after a number': page('Observation?_sort=-value-quantity', ['5', '0', '7']),
  'Observation?_sort=subject, page after a patient': page('Observation?_sort=subject', ['Patient/a', '5', '7']),
  'Observation?_sort=code, page after a code': page('Observation?_sort=code', ['a', '5', '7']),
  'Observation?code=a&_sort=-code,_id, page after a code': page('Observation?code=a&_sort=-code,_id', ['a', 'x', '7']),
  'Patient?_include=*': includes('Patient?_include=*'),
  'Patient?_revinclude=Observation:subject': includes('Patient?_revinclude=Observation:subject'),
  'Patient?_include=Patient:link&_revinclude=*': includes('Patient?_include=Patient:link&_revinclude=*'),
  'Observation?code=a&patient.name=b, permit of classes': testSearch.page(
    parsed('Observation?code=a&patient.name=b', {
      permit: { grants: [{ classes: { labels: ['a'], without: ['draft'] } }] },
    }),
  ),
  'Observation?code=a, permit of patients': testSearch.page(
    parsed('Observation?code=a', {
      permit: { grants: [{ types: ['Observation', 'Patient'], reach: [{ kind: 'patients', ids: ['1'] }] }] },
    }),
  ),
  'Medication?code=a&_sort=_id, contained ones': testSearch.page(
    contained('_contained=true&_containedType=contained'),
    ['m', '-7'],
  ),
  'Medication?code=a&_sort=_id, contained ones and others': testSearch.page(
    contained('_contained=both&_containedType=contained'),
  ),
  'Medication?code=a&_sort=_id, what contains them': testSearch.page(contained('_contained=true')),
  'Medication?code=a&_sort=_id, others and what contains them': testSearch.page(contained('_contained=both')),
  'Medication?code=a&_sort=_id, total of contained ones and others': testSearch.total(
    contained('_contained=both&_containedType=contained'),
  ),
  'profiles, tags and labels in use': testSearch.inUse(undefined, 11),
  'profiles, tags and labels in use on Patient': testSearch.inUse('Patient', 11),
};

test('orders become keyset pages', async () => {
  await expect(pagesOf(orders)).toMatchFileSnapshot('./orders.sql');
});

test('cursors, totals, includes and permits', async () => {
  const text = Object.entries(statements).map(([name, statement]) => `-- ${name}\n${readable(statement)}\n`);
  await expect(text.join('\n')).toMatchFileSnapshot('./statements.sql');
});

test.each<[url: string, once: true | undefined]>([
  ['Observation?code=a', true],
  ['Observation?patient=1&code=a', true],
  ['Observation?code=a,b', true],
  ['Observation', true],
  ['Observation?_sort=-_lastUpdated', true],
  ['Observation?code=a&status=final', undefined],
  ['Observation?code=a&_sort=_id', undefined],
  ['Observation?value-quantity=gt5', undefined],
  ['Observation?code:not=a', undefined],
  ['?_tag=a', undefined],
])('one plan serves what one key leads to, whatever its value: %s, %s', (url, once) => {
  expect(testSearch.page(parsed(url)).once).toBe(once);
  expect(testSearch.page(parsed(url, { permit: { grants: [] } })).once).toBeUndefined();
});

test('a further round fetches only what iterates', () => {
  expect(testSearch.includes(parsed('Patient?_include=Patient:link'), [row], 1)).toBeUndefined();
  expect(includes('Patient?_include:iterate=Patient:link', 1).text).toContain('ref');
});
