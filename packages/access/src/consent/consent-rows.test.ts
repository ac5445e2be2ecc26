import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ConsentRow, JsonObject } from '@charthouse/fhir-model';
import { expect, test } from 'vitest';
import { consentRows } from '../index.ts';

interface Case {
  readonly title: string;
  readonly consent: JsonObject;
  readonly rows: readonly Omit<ConsentRow, 'consent' | 'patient'>[];
}

const cases = JSON.parse(readFileSync(join(import.meta.dirname, 'consent-rows.cases.json'), 'utf8')) as readonly Case[];

test.each(cases)('$title', ({ consent: { policyRule, scope = 'patient-privacy', ...rest }, rows }) => {
  const made = consentRows({
    resourceType: 'Consent',
    id: '1',
    status: 'active',
    scope: { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/consentscope', code: scope }] },
    patient: { reference: 'Patient/p' },
    ...(policyRule !== undefined && { policyRule: { coding: [{ code: policyRule }] } }),
    ...rest,
  });
  expect(made).toEqual(rows.map((row) => ({ consent: '1', patient: 'p', ...row })));
});
