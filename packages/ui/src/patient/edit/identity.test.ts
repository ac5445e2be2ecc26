import type { Patient } from 'fhir/r4';
import { expect, test } from 'vitest';
import { checkIdentity } from './check-identity.ts';
import { identityOf } from './identity.ts';
import { identityPatch } from './identity-patch.ts';
import { merged, mergeOf } from './merge-identity.ts';

const ada: Patient = {
  ...{ resourceType: 'Patient', id: 'ada', birthDate: '1964-07-14', gender: 'female' },
  name: [
    { use: 'maiden', family: 'Eze' },
    { use: 'official', family: 'Okafor', given: ['Ada', 'Ngozi'], text: 'Ada Okafor' },
  ],
  telecom: [{ system: 'email', value: 'ada@example.org' }],
};
const identity = identityOf(ada);
const today = new Date('2026-11-22T12:00:00');

test('only what was changed is sent; the name in use is meant, and its text does not stay behind', () => {
  expect(identityPatch(ada, identity)).toEqual([]);
  expect(identityPatch(ada, { ...identity, family: 'Okafor-Reyes', given: 'Ada', gender: '' })).toEqual([
    { op: 'remove', path: '/gender' },
    { op: 'replace', path: '/name/1/family', value: 'Okafor-Reyes' },
    { op: 'replace', path: '/name/1/given', value: ['Ada'] },
    { op: 'remove', path: '/name/1/text' },
  ]);
});

test('what was not there is made: a first address, a telephone beside the e-mail, a name for who had none', () => {
  expect(identityPatch(ada, { ...identity, phone: '555 0100', city: 'Leeds', line: '1 Mill Lane\nFlat 2' })).toEqual([
    { op: 'add', path: '/telecom/-', value: { system: 'phone', value: '555 0100' } },
    { op: 'add', path: '/address', value: [{ use: 'home', line: ['1 Mill Lane', 'Flat 2'], city: 'Leeds' }] },
  ]);
  const nobody: Patient = { resourceType: 'Patient' };
  expect(identityPatch(nobody, { ...identityOf(nobody), family: 'Doe', phone: '1234', email: 'a@b' })).toEqual([
    { op: 'add', path: '/name', value: [{ use: 'official', family: 'Doe' }] },
    { op: 'add', path: '/telecom', value: [{ system: 'phone', value: '1234' }] },
    { op: 'add', path: '/telecom/-', value: { system: 'email', value: 'a@b' } },
  ]);
});

test('of two who change one patient each keeps what only they changed; for the rest a person chooses', () => {
  const ways = {
    base: identity,
    mine: { ...identity, family: 'Reyes', city: 'Leeds' },
    theirs: { ...identity, family: 'Okafor-Reyes', phone: '555 0100' },
  };
  expect(mergeOf(ways)).toEqual({ conflicts: ['family'], taken: ['phone'] });
  expect(merged(ways, {})).toMatchObject({ family: 'Reyes', city: 'Leeds', phone: '555 0100' });
  expect(merged(ways, { family: 'theirs' })).toMatchObject({ family: 'Okafor-Reyes', city: 'Leeds' });
});

test.each([
  [{ birthDate: '2027-01-01' }, { birthDate: 'future' }],
  [{ birthDate: '1964-02-30' }, { birthDate: 'noDate' }],
  [{ birthDate: '14/07/1964' }, { birthDate: 'noDate' }],
  [{ birthDate: '1064' }, { birthDate: 'longAgo' }],
  [{ birthDate: '1964-07' }, {}],
  [{ birthDate: '' }, {}],
  [{ family: ' ', given: '' }, { family: 'needsName' }],
  [{ email: 'ada.example.org' }, { email: 'noEmail' }],
  [{ phone: 'none' }, { phone: 'noPhone' }],
  [{ given: 'x'.repeat(1_001) }, { given: 'tooLong' }],
])('%o is told on the field: %o', (change, wrong) => {
  expect(checkIdentity({ ...identity, ...change }, today)).toEqual(wrong);
});
