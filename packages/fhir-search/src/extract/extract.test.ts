/** What a resource adds to the indexes: rows that are distinct, of one patient where it has one, and a row for every reference. */
import type { Resource } from '@charthouse/fhir-model';
import { resourceTypes } from '@charthouse/fhir-model/definitions';
import { describe, expect, test } from 'vitest';
import { fullResource } from '../expression/full-resource.testing.ts';
import { testSearch } from '../golden.testing.ts';
import { createSearch, noDate } from '../index.ts';

const hash = (text: string) =>
  BigInt.asIntN(
    64,
    [...text].reduce((all, letter) => all * 131n + BigInt(letter.charCodeAt(0)), 7n),
  );
const names: string[] = [];
const search = createSearch({
  hash,
  bases: ['http://here.org/fhir', 'http://localhost:1/fhir'],
  typeId: (type) => resourceTypes.indexOf(type),
  typeName: (id) => resourceTypes[id]!,
  parameterId: (type, code) => {
    const name = `${type}.${code}`;
    if (!names.includes(name)) names.push(name);
    return names.indexOf(name) + 1;
  },
});
const extract = (resource: object) => search.extract(resource as Resource);
const key = (name: string) => hash(name);
const covered = (rows: readonly { tk: bigint; p: number }[], name: string) =>
  rows.filter((row) => row.tk === key(name)).map((row) => names[row.p - 1] ?? 'none');

describe('a reference', () => {
  const resource = {
    resourceType: 'Observation',
    id: 'o',
    subject: { reference: 'Patient/1' },
    performer: [{ reference: 'Practitioner/2/_history/3' }, { reference: 'http://localhost:1/fhir/Organization/4' }],
    focus: [
      { reference: 'http://elsewhere.org/fhir/Patient/9' },
      { reference: '#inside' },
      { reference: 'urn:uuid:1' },
    ],
    extension: [{ url: 'x', valueReference: { reference: 'Patient/5' } }],
    contained: [{ resourceType: 'Patient', id: 'inside', managingOrganization: { reference: 'Organization/6' } }],
  };

  test('has a row for each parameter that covers it, also without a version and below our own URL', () => {
    const { ref } = extract(resource);
    expect(covered(ref, 'Patient/1')).toEqual(['Observation.patient']);
    expect(covered(ref, 'Practitioner/2')).toEqual(['Observation.performer']);
    expect(covered(ref, 'Organization/4')).toEqual(['Observation.performer']);
  });

  test('in an extension or a contained resource has one without a parameter', () => {
    const { ref } = extract(resource);
    expect(covered(ref, 'Patient/5')).toEqual(['none']);
    expect(covered(ref, 'Organization/6')).toEqual(['none']);
  });

  test('into the resource leads to what is contained there, which has rows of its own', () => {
    const { ref, contained = [] } = extract(resource);
    expect(covered(ref, 'Observation/o#inside')).toEqual(['Observation.focus']);
    const [inside] = contained;
    expect(inside).toMatchObject({ place: 0, id: 'inside', tid: resourceTypes.indexOf('Patient') });
    expect(inside?.tk).toBe(key('Observation/o#inside'));
    expect(covered(inside?.ref ?? [], 'Organization/6')).toEqual(['Patient.organization']);
    const plain = extract({ ...resource.contained[0]!, id: 'inside' }).tok.map(({ h }) => h);
    expect(inside?.tok.filter(({ h }) => plain.includes(h))).toEqual([]);
  });

  test('to elsewhere or to no literal has none', () => {
    expect(extract(resource).ref).toHaveLength(6);
  });
});

describe('the patient', () => {
  test.each([
    [{ resourceType: 'Patient', id: '1' }, 'Patient/1'],
    [
      { resourceType: 'Observation', subject: { reference: 'Patient/1' }, performer: [{ reference: 'Patient/2' }] },
      'Patient/1',
    ],
    [{ resourceType: 'Observation', performer: [{ reference: 'Patient/2' }] }, 'Patient/2'],
    [{ resourceType: 'Observation', performer: [{ reference: 'Patient/2' }, { reference: 'Patient/3' }] }, null],
    [{ resourceType: 'Observation', subject: { reference: 'Group/1' } }, null],
    [
      { resourceType: 'Coverage', beneficiary: { reference: 'Patient/1' }, subscriber: { reference: 'Patient/2' } },
      'Patient/1',
    ],
    [
      {
        resourceType: 'Appointment',
        participant: [{ actor: { reference: 'Patient/1' } }, { actor: { reference: 'Practitioner/1' } }],
      },
      'Patient/1',
    ],
    [{ resourceType: 'Organization', id: '1' }, null],
    [{ resourceType: 'Observation', subject: { reference: 'http://elsewhere.org/Patient/1' } }, null],
  ])('of %j is %s', (resource, name) => {
    expect(extract(resource).patient).toBe(name === null ? null : key(name));
  });
});

describe('the primary date', () => {
  const date = (text: string) => BigInt(Date.parse(text)) * 1000n;

  test.each([
    [{ resourceType: 'Observation', effectiveDateTime: '2020-02' }, '2020-02-01'],
    [
      { resourceType: 'Encounter', period: { start: '2020-01-01T10:00:00+02:00', end: '2021' } },
      '2020-01-01T08:00:00Z',
    ],
    [{ resourceType: 'Patient', birthDate: '1890-01-02' }, '1890-01-02'],
    [{ resourceType: 'Observation', effectiveTiming: { event: ['2021-02', '2020-05-05'] } }, '2020-05-05'],
  ])('of %j is the start of its first value', (resource, start) => {
    expect(extract(resource).sd).toBe(date(start));
  });

  test('is below all dates and its own where there is none', () => {
    const [a, b] = ['1', '2'].map((id) => extract({ resourceType: 'Organization', id }).sd);
    expect(a! <= noDate && b! <= noDate && a !== b).toBe(true);
    expect(noDate < date('0001-01-01')).toBe(true);
  });
});

const distinctive = ['h', 'sys', 'val', 'lo', 'hi', 'tk', 'p'];

describe('the rows', () => {
  test('of a code in several systems share a key and count once without a system', () => {
    const coding = [
      { system: 'urn:a', code: 'x' },
      { system: 'urn:b', code: 'x' },
      { code: 'x' },
      { system: 'urn:a', code: 'x' },
    ];
    const { tok } = extract({ resourceType: 'Observation', code: { coding } });
    const shared = tok.filter((row) => tok.filter((other) => other.h === row.h).length > 1);
    expect(shared).toHaveLength(3);
    expect(shared.filter((row) => row.sys >= 0)).toHaveLength(1);
  });

  test('mark the first and the last value of a parameter', () => {
    const name = [{ family: 'B' }, { family: 'a' }, { family: 'C' }];
    const { str } = extract({ resourceType: 'Patient', id: 'p', name });
    const family = hash('string\0Patient\0family\0');
    expect(str.filter((row) => row.h === family).map((row) => row.val + row.edge)).toEqual(['b ', 'af', 'cl']);
    const [only] = extract({ resourceType: 'Patient', id: 'p', birthDate: '2000' }).dat;
    expect(only?.edge).toBe('b');
  });

  test('are distinct by (h, sys), (h, val), (h, lo, hi) and (tk, p) in full resources of every type', () => {
    for (const type of resourceTypes) {
      const rows = testSearch.extract(fullResource(type, 1));
      for (const list of [rows.tok, rows.str, rows.dat, rows.qty, rows.ref]) {
        const texts = list.map((row) =>
          distinctive.map((name) => String(row[name as keyof typeof row] ?? '')).join('|'),
        );
        expect(new Set(texts).size).toBe(texts.length);
      }
      expect(rows.tok.length).toBeGreaterThan(1);
    }
  });

  test('of a resource with very many values take time in proportion', () => {
    const coding = Array.from({ length: 20_000 }, (_, i) => ({
      system: `urn:${i}`,
      code: 'same',
      display: `Display ${i}`,
    }));
    const member = Array.from({ length: 20_000 }, (_, i) => ({ entity: { reference: `Patient/${i}` } }));
    const { tok, str, ref } = extract({ resourceType: 'Group', code: { coding }, member });
    expect(tok.length).toBeGreaterThan(60_000);
    expect([str.length, ref.length]).toEqual([20_000, 20_000]);
  });

  test('tell of no parameter that has no value', () => {
    const present = [...extract({ resourceType: 'Patient', id: 'p', gender: 'male' }).present];
    const ids = present.filter((_, i) => i % 2 === 0).map((high, i) => ((high & 0x7f) << 7) | present[i * 2 + 1]!);
    expect(ids.map((id) => names[id - 1])).toEqual(['Patient.gender', 'Patient.deceased']);
  });
});
