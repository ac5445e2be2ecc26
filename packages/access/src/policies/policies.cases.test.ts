/** The cases beside the policies: who sees what of a small record, or which policy denies it. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { PermitFilter, Resource } from '@charthouse/fhir-model';
import { describe, expect, test } from 'vitest';
import { callOf } from '../calls.testing.ts';
import { decide, type Person, type PolicyState, policies, sees } from '../index.ts';
import { now, recordOf, testState } from '../record.testing.ts';

interface Case {
  readonly title: string;
  /** What is other than in a clinician, Practitioner/1; null: nothing. */
  readonly person?: Partial<Person>;
  readonly state?: Partial<PolicyState>;
  /** `read Observation/1`, `search Observation`, `search`, `operation $export`. */
  readonly call: string;
  readonly record?: readonly Resource[];
  readonly denied?: string;
  /** All that is seen of the record. */
  readonly sees?: readonly string[];
  /** All that may be changed of the record. */
  readonly changes?: readonly string[];
}

const ada: Person = { user: '1', name: 'Ada', kind: 'staff', roles: ['clinician'], fhirUser: 'Practitioner/1' };
const here = import.meta.dirname;
const casesOf = (id: string) =>
  JSON.parse(readFileSync(join(here, `${id}.cases.json`), 'utf8'), (_, value) => value ?? undefined) as readonly Case[];

describe.each(policies)('$id: $title', ({ id }) => {
  test.each(casesOf(id))('$title', ({ person, state, call, record = [], denied, sees: seen, changes }) => {
    const decision = decide({ ...ada, ...person }, callOf(call), { ...testState, ...state });
    if (denied !== undefined) {
      expect(decision).toMatchObject({ allowed: false, policy: denied });
      return;
    }
    expect(decision).toMatchObject({ allowed: true });
    if (!decision.allowed) return;
    const { rows, seen: resources } = recordOf(record);
    const within = (filter: PermitFilter | undefined) =>
      [...resources].filter(([, one]) => filter && sees(filter, one, { rows, now })).map(([name]) => name);
    if (seen) expect(within(decision.filter)).toEqual(seen);
    if (changes) expect(within(decision.changes)).toEqual(changes);
  });
});

test('every policy has an id of its own, a source, and cases that it decides', () => {
  const ids = policies.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  for (const { cites, title } of policies) expect([cites.length > 10, title.length > 10]).toEqual([true, true]);
  const files = readdirSync(here).filter((file) => file.endsWith('.cases.json'));
  expect(files.map((file) => file.replace('.cases.json', '')).sort()).toEqual([...ids].sort());
});
