/** Resources from before there were classes of access are plain in the index: who is limited by these is not answered from it. */
import type { Grant } from '@charthouse/fhir-model';
import { expect, test } from 'vitest';
import { createSearch, type Search } from '../index.ts';

const before = (revision: number): Search =>
  createSearch({ hash: () => 1n, typeId: () => 1, typeName: () => 'Patient', parameterId: () => 1, revision });

const limited: readonly (readonly [by: string, grant: Grant])[] = [
  ['labels', { classes: { labels: ['N'], without: [] } }],
  ['states', { classes: { without: ['draft'] } }],
  ['consents', { consent: { actors: [], purposes: [], purposesDenied: [], action: 'access', needs: [] } }],
  ['labels of patients', { patientsWithout: ['VIP'] }],
];

const asked = (search: Search, grants: readonly Grant[]) => () => {
  const permit = { grants };
  const query = search.parse({ type: 'Patient' }, [['gender', 'male']], { strict: true, permit });
  return [search.page(query), search.total(query), search.visible(permit).current('r', 'Patient')];
};

test.each(limited)('a permit that is limited by %s waits until they are read anew', (_by, grant) => {
  expect(asked(before(7), [{}, grant])).toThrow(/security labels and consents .* read anew/);
  expect(() =>
    before(7)
      .visible({ grants: [grant] })
      .current('r', 'Patient'),
  ).toThrow(expect.objectContaining({ status: 503 }));
  expect(() => before(7).inUse('Patient', 1)).not.toThrow();
});

test('a permit that is not is planned as ever', () => {
  expect(asked(before(4), [{}])).not.toThrow();
  expect(asked(before(4), [{ types: ['Patient'], reach: [{ kind: 'patients', ids: ['1'] }] }])).not.toThrow();
  expect(asked(before(8), [{ classes: { labels: ['N'], without: [] } }])).not.toThrow();
});
