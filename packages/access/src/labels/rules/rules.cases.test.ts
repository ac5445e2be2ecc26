/** The cases beside the rules: what each labels, and what it does not. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { Resource } from '@charthouse/fhir-model';
import { describe, expect, test } from 'vitest';
import { type LabelRule, type Labels, labelRules, labelsOf, type Surroundings } from '../../index.ts';
import { icd10cm } from '../code-systems.ts';
import { sensitive } from '../vocabulary.ts';

interface Case {
  readonly title: string;
  readonly resource: Resource;
  readonly today?: string;
  readonly birthDate?: string;
  readonly fromPartTwoProgram?: boolean;
  /** All labels that rules set. */
  readonly labels: readonly string[];
}

const here = import.meta.dirname;
const usual: Surroundings = { today: '2026-11-22', fromPartTwoProgram: false, rules: labelRules };

describe.each(labelRules)('$id', (rule) => {
  const cases = JSON.parse(readFileSync(join(here, `${rule.id}.cases.json`), 'utf8')) as readonly Case[];
  test.each(cases)('$title', ({ resource, labels, ...around }) => {
    const { computed } = labelsOf(resource, { ...usual, ...around });
    expect(computed.map(({ label }) => label)).toEqual(labels);
  });

  test('is cited, dated, and sets labels that hide', () => {
    expect(rule.cites.length).toBeGreaterThan(10);
    expect(rule.effective.from).toMatch(/^\d{4}-\d\d-\d\d$/);
    expect(rule.labels.filter((label) => !sensitive.includes(label))).toEqual([]);
    expect(cases.some(({ labels }) => rule.labels.every((label) => labels.includes(label)))).toBe(true);
    expect(cases.some(({ labels }) => rule.labels.some((label) => !labels.includes(label)))).toBe(true);
  });
});

test('what was sent and what rules set are kept apart', () => {
  const security = [{ system: 'http://terminology.hl7.org/CodeSystem/v3-Confidentiality', code: 'R' }];
  const code = { coding: [{ system: icd10cm, code: 'B20' }] };
  const resource: Resource = { resourceType: 'Condition', meta: { security }, code };
  const labels: Labels = labelsOf(resource, usual);
  expect(labels).toEqual({
    sent: ['R'],
    computed: [
      { label: 'HIV', rule: 'hiv' },
      { label: 'R', rule: 'hiv' },
    ],
  });
});

test('an organisation labels by rules of its own: its note types, its systems', () => {
  const own = (when: LabelRule['when']): LabelRule => ({
    id: 'own',
    cites: 'Policy 12 of the house',
    effective: { from: '2020-01-01' },
    labels: ['PSYTHPN'],
    when,
  });
  const resource: Resource = {
    resourceType: 'DocumentReference',
    meta: { source: 'urn:therapy:room-2#77' },
    type: { coding: [{ system: 'urn:types', code: 'therapy-session' }] },
  };
  const labelled = (when: LabelRule['when']) =>
    labelsOf(resource, { ...usual, rules: [own(when)] }).computed.length > 0;
  expect(labelled({ codes: { 'urn:types': ['therapy-session'] } })).toBe(true);
  expect(labelled({ sources: ['urn:therapy:*'] })).toBe(true);
  expect(labelled({ sources: ['urn:therapy:'] })).toBe(false);
  expect(labelled({ codes: { 'urn:other': ['therapy-session'] }, sources: ['urn:lab:*'] })).toBe(false);
});

const tabular = join(here, '../../../../../../shared/data/coding/icd10cm/fy2022/icd10cm_fy2022.csv.gz');

describe.skipIf(!existsSync(tabular))('ICD-10-CM (skipped without the code list beside the project)', () => {
  test('every code that a rule names is one, or begins one', () => {
    const codes = gunzipSync(readFileSync(tabular))
      .toString()
      .split('\n')
      .map((line) => line.split(',')[1] ?? '');
    const named = labelRules.flatMap(({ when }) => when.codes?.[icd10cm] ?? []);
    const unknown = named.filter((code) => {
      const bare = code.replace('.', '').replace('*', '');
      return !codes.some((one) => (code.endsWith('*') ? one.startsWith(bare) : one === bare));
    });
    expect(unknown).toEqual([]);
  });
});
