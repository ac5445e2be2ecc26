/** Large resources are checked in time that grows with their size, not with its square: each of these took many times the limit of a test. */
import type { JsonObject } from '@charthouse/fhir-model';
import { describe, expect, it } from 'vitest';
import { createConformance, createValidator } from './index.ts';

const url = 'http://h.test/q';
const many = <Item>(make: (at: number) => Item): Item[] => Array.from({ length: 20_000 }, (_, at) => make(at));

const questionnaire = (asked: (at: number) => number): JsonObject => ({
  resourceType: 'Questionnaire',
  url,
  status: 'active',
  item: many((at) => ({
    linkId: `q${at}`,
    type: 'string',
    ...(at > 0 && { enableWhen: [{ question: `q${asked(at)}`, operator: 'exists', answerBoolean: true }] }),
  })),
});

const response: JsonObject = {
  resourceType: 'QuestionnaireResponse',
  status: 'completed',
  questionnaire: url,
  item: many((at) => ({ linkId: `q${at}`, answer: [{ valueString: 'a' }] })),
};

describe('20,000 items', () => {
  it('of a response are checked against their conditions', () => {
    const conformance = createConformance([questionnaire((at) => at - 1)]);
    expect(createValidator({ conformance }).validate(response)).toEqual([]);
  });

  it('that all ask for the answers of one are given up on, and that is said', () => {
    const conformance = createConformance([questionnaire(() => 0)]);
    const item = [
      ...many(() => ({ linkId: 'q0', answer: [{ valueString: 'a' }] })),
      { linkId: 'q1' },
      { linkId: 'q2' },
    ];
    const issues = createValidator({ conformance }).validate({ ...response, item });
    expect(issues.at(-1)).toMatchObject({ code: 'too-costly', diagnostics: expect.stringContaining('too many steps') });
  });

  it('of a questionnaire may have conditions', () => {
    expect(createValidator().validate(questionnaire((at) => at - 1))).toEqual([]);
  });

  it('of a definition are checked, though its rules go through all of them for each', () => {
    const element = [
      { id: 'Patient', path: 'Patient' },
      ...many((at) => ({ id: `Patient.name:s${at}`, path: 'Patient.name' })),
    ];
    const definition = { url, name: 'Q', status: 'draft', kind: 'resource', abstract: false, type: 'Patient' };
    const of = { derivation: 'constraint', baseDefinition: 'http://hl7.org/fhir/StructureDefinition/Patient' };
    const resource = { resourceType: 'StructureDefinition', ...definition, ...of, differential: { element } };
    expect(createValidator().validate(resource)).toEqual([]);
  });

  it('may be contained and referred to', () => {
    const patient: JsonObject = {
      resourceType: 'Patient',
      contained: many((at) => ({ resourceType: 'Organization', id: `o${at}`, name: 'O' })),
      generalPractitioner: many((at) => ({ reference: `#o${at}` })),
    };
    expect(createValidator({ conformance: createConformance([]) }).validate(patient)).toEqual([]);
  });
});
