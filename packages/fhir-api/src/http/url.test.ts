import { OutcomeError } from '@charthouse/fhir-model';
import { describe, expect, it } from 'vitest';
import { queryOf, queryText, targetOf } from './url.ts';

const cases: [method: string, path: string, target: object][] = [
  ['GET', '/metadata', { interaction: 'capabilities' }],
  ['POST', '/', { interaction: 'bundle' }],
  ['GET', '/', { interaction: 'search' }],
  ['POST', '/_search', { interaction: 'search' }],
  ['GET', '/_history', { interaction: 'history' }],
  ['GET', '/Patient', { interaction: 'search', type: 'Patient' }],
  ['POST', '/Patient', { interaction: 'create', type: 'Patient' }],
  ['PUT', '/Patient', { interaction: 'update', type: 'Patient' }],
  ['PATCH', '/Patient', { interaction: 'patch', type: 'Patient' }],
  ['DELETE', '/Patient', { interaction: 'delete', type: 'Patient' }],
  ['POST', '/Patient/_search', { interaction: 'search', type: 'Patient' }],
  ['GET', '/Patient/_history', { interaction: 'history', type: 'Patient' }],
  ['GET', '/Patient/1', { interaction: 'read', type: 'Patient', id: '1' }],
  ['HEAD', '/Patient/1', { interaction: 'read', type: 'Patient', id: '1' }],
  ['PUT', 'Patient/a.b-c', { interaction: 'update', type: 'Patient', id: 'a.b-c' }],
  ['PATCH', '/Patient/1', { interaction: 'patch', type: 'Patient', id: '1' }],
  ['DELETE', '/Patient/1', { interaction: 'delete', type: 'Patient', id: '1' }],
  ['GET', '/Patient/1/_history', { interaction: 'history', type: 'Patient', id: '1' }],
  ['GET', '/Patient/1/_history/2', { interaction: 'vread', type: 'Patient', id: '1', version: '2' }],
  ['GET', '/Patient/1/$everything', { interaction: 'operation', type: 'Patient', id: '1', operation: '$everything' }],
  ['POST', '/Patient/$validate', { interaction: 'operation', type: 'Patient', operation: '$validate' }],
  ['GET', '/$meta', { interaction: 'operation', operation: '$meta' }],
  [
    'GET',
    '/Patient/1/Condition',
    { interaction: 'search', type: 'Condition', compartment: { type: 'Patient', id: '1' } },
  ],
  ['GET', '/Patient/1/*', { interaction: 'search', compartment: { type: 'Patient', id: '1' } }],
];

describe('the URL grammar', () => {
  it.each(cases)('%s %s', (method, path, target) => {
    expect(targetOf(method, path)).toEqual(target);
  });

  it.each([
    ['GET', '/Patients', 404, 'no FHIR R4 resource type'],
    ['GET', '/Patient/a_b', 400, 'no id'],
    ['GET', `/Patient/${'x'.repeat(65)}`, 400, 'no id'],
    ['PUT', '/metadata', 405, 'It takes GET, HEAD.'],
    ['GET', '/Patient/_search', 405, 'It takes POST.'],
    ['DELETE', '/Patient/1/_history', 405, 'It takes GET'],
    ['GET', '/Patient/%zz', 400, 'percent escape'],
    ['GET', '/Observation/1/Patient', 404, 'nothing at'],
    ['GET', '/toString', 404, 'nothing at'],
  ])('%s %s is refused with %i and says why', (method, path, status, words) => {
    try {
      targetOf(method, path);
      expect.unreachable();
    } catch (error) {
      expect(error).toBeInstanceOf(OutcomeError);
      expect((error as OutcomeError).status).toBe(status);
      expect((error as OutcomeError).message).toContain(words);
    }
  });

  it('keeps the order and the repetition of query parameters', () => {
    const text = 'name=a&name=b%2Cc&_sort=-date';
    expect(queryOf(text)).toEqual([
      ['name', 'a'],
      ['name', 'b,c'],
      ['_sort', '-date'],
    ]);
    expect(queryText(queryOf(text))).toBe(text);
  });
});

describe('a query', () => {
  it.each(['name=%zz', 'name=100%', 'name=%E9', 'name=%ED%A0%80', 'name=\ud800'])('%j is refused', (text) =>
    expect(() => queryOf(text)).toThrow(expect.objectContaining({ status: 400 })),
  );

  it('with escapes is read', () =>
    expect(queryOf('name=%C3%A9+%25&a=%F0%9F%98%80')).toEqual([
      ['name', 'é %'],
      ['a', '😀'],
    ]));
});
