import { describe, expect, test } from 'vitest';
import { types } from './definitions.ts';
import { OutcomeError, operationOutcome, outcomes, unavailable } from './outcomes.ts';

describe('a failure', () => {
  test.each(Object.entries(outcomes))('%s says what, where and with which status', (_, failure) => {
    const error = failure('The birth date is no date.', 'Patient.birthDate');
    expect(error).toBeInstanceOf(OutcomeError);
    expect(error.message).toBe('The birth date is no date.');
    expect(error.status).toBeGreaterThanOrEqual(400);
    expect(error.issues).toEqual([
      expect.objectContaining({ diagnostics: 'The birth date is no date.', expression: ['Patient.birthDate'] }),
    ]);
  });

  test('without a place it has no expression', () => {
    expect(outcomes.notFound('There is no Patient/1.').issues).toEqual([
      { severity: 'error', code: 'not-found', diagnostics: 'There is no Patient/1.' },
    ]);
  });

  test('that will pass says when to try again', () => {
    const error = unavailable('The database does not answer.');
    expect([error.status, error.headers]).toEqual([503, { 'retry-after': '2' }]);
  });
});

describe('an OperationOutcome', () => {
  test('has every issue in order, with line and column as extensions', () => {
    expect(
      operationOutcome([
        { severity: 'fatal', code: 'structure', diagnostics: 'No value.', line: 3, column: 9 },
        { severity: 'error', code: 'value', diagnostics: 'No date.', expression: ['Patient.birthDate'] },
      ]),
    ).toEqual({
      resourceType: 'OperationOutcome',
      issue: [
        {
          extension: [
            { url: 'http://hl7.org/fhir/StructureDefinition/operationoutcome-issue-line', valueInteger: 3 },
            { url: 'http://hl7.org/fhir/StructureDefinition/operationoutcome-issue-col', valueInteger: 9 },
          ],
          severity: 'fatal',
          code: 'structure',
          diagnostics: 'No value.',
        },
        { severity: 'error', code: 'value', diagnostics: 'No date.', expression: ['Patient.birthDate'] },
      ],
    });
  });

  test('names the definition behind an issue in an extension', () => {
    const definition = 'http://hl7.org/fhir/StructureDefinition/HumanName#HumanName.family';
    const [issue] = operationOutcome([{ severity: 'error', code: 'value', diagnostics: 'No text.', definition }]).issue;
    expect(issue).toEqual({
      extension: [
        { url: 'http://hl7.org/fhir/StructureDefinition/operationoutcome-issue-context', valueString: definition },
      ],
      severity: 'error',
      code: 'value',
      diagnostics: 'No text.',
    });
  });

  test('is never empty: without issues it says that all is well', () => {
    expect(operationOutcome([]).issue).toEqual([
      { severity: 'information', code: 'informational', diagnostics: 'All OK' },
    ]);
  });

  test('uses only elements that the specification has', () => {
    const known = new Set(types['OperationOutcome.issue']?.elements.map(({ name }) => name));
    const issue = operationOutcome([
      { severity: 'error', code: 'value', diagnostics: 'x', expression: ['a'], line: 1, column: 1 },
    ]).issue[0];
    expect(Object.keys(issue ?? {}).filter((name) => !known.has(name))).toEqual([]);
  });
});
