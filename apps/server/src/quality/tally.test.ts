import { expect, test } from 'vitest';
import { reportLines } from './report-lines.ts';
import { ruleOf } from './rule-of.ts';
import { added, tallyOf } from './tally.ts';

const issue = (diagnostics: string, expression: string, severity: 'error' | 'warning' = 'error') => ({
  severity,
  code: 'value' as const,
  diagnostics,
  expression: [expression],
});

test('the same rule is one rule, whatever the values and places: no value of a resource is told', () => {
  const said = [
    issue('"Mr Smith" is no date: write 2026-11-22.', 'Patient.contact[0].period.start'),
    issue('"x\\"y" is no date: write 2026-11-22.', 'Patient.contact[12].period.start'),
  ].map(ruleOf);
  expect(said[0]).toEqual(said[1]);
  expect(said[0]).toMatchObject({ path: 'Patient.contact.period.start', code: 'value' });
  expect(said[0]!.says).toMatch(/^"…" is no date: write …\.?$/);
  expect(ruleOf(issue('The target Patient/ann-1 does not conform (dom-2).', 'A.b')).says).toBe(
    'The target Patient/… does not conform (dom-2).',
  );
  const address = 'The profile http://x.test/StructureDefinition/p1 is not loaded.';
  expect(ruleOf(issue(address, 'A')).says).toBe(address);
  expect(ruleOf(issue('Patient.name is needed at least 1 times.', 'Patient')).says).toContain('Patient.name is needed');
});

test('problems are counted by rule and by source, and pieces add up', () => {
  const wrong = [issue('bad', 'Patient.name[0]'), issue('bad', 'Patient.name[1]'), issue('odd', 'Patient', 'warning')];
  const lab = { meta: { source: 'http://lab.test/feed#message-1' } };
  const one = tallyOf('Patient', 'a', { resource: lab, issues: wrong });
  const two = tallyOf('Patient', 'b', { resource: lab, issues: wrong.slice(0, 1) });
  const fine = tallyOf('Observation', 'c', { resource: {}, issues: [] });
  const all = added([added([one, two]), fine]);
  expect(all).toMatchObject({ resources: 3, wrong: 2, errors: 3, warnings: 1 });
  expect(all.rules).toMatchObject([
    { path: 'Patient.name', says: 'bad', count: 3, resources: 2, examples: ['Patient/a', 'Patient/b'] },
    { path: 'Patient', severity: 'warning', count: 1, resources: 1 },
  ]);
  expect(all.sources).toEqual([
    { source: 'http://lab.test/feed', resources: 2, wrong: 2, errors: 3, warnings: 1 },
    { source: 'Observation', resources: 1, wrong: 0, errors: 0, warnings: 0 },
  ]);
  const lines = reportLines(all);
  expect(lines[2]).toBe('      3          2  error     Patient.name  bad  e.g. Patient/a');
  expect(lines.at(-2)).toBe('          1      0       0         0  Observation');
  expect(reportLines(fine)).toEqual([]);
});

test('there may be any number of rules and sources: what is beyond some thousands is counted together', () => {
  const many = Array.from({ length: 6_000 }, (_, i) =>
    tallyOf('Patient', `p${i}`, {
      resource: { meta: { source: `urn:s${i}` } },
      issues: [issue('bad', `Patient.x${i}`)],
    }),
  );
  const all = added(many);
  expect(all.rules.length).toBe(5_001);
  expect(all.sources.length).toBe(2_001);
  expect(all.rules.reduce((sum, { count }) => sum + count, 0)).toBe(6_000);
  expect(added([all, all]).rules.length).toBe(5_001);
});
