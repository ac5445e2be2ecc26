/** What a response must keep of its questionnaire: each case is a question, an item that answers it, and the issues. */

import type { JsonObject } from '@charthouse/fhir-model';
import { ucumUnits } from '@charthouse/fhirpath';
// @ts-expect-error: has no types
import ucum from '@lhncbc/ucum-lhc';
import { describe, expect, it } from 'vitest';
import { createConformance, createValidator } from '../index.ts';

const units = ucumUnits(ucum.UcumLhcUtils.getInstance());
const url = 'http://example.org/q';
const core = 'http://hl7.org/fhir/StructureDefinition/';
const sdc = 'http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-';

/** A value set that the questionnaire contains. */
const contained: JsonObject[] = [
  {
    resourceType: 'ValueSet',
    id: 'v',
    status: 'active',
    compose: { include: [{ system: 'http://example.org', concept: [{ code: 'x' }] }] },
  },
];

function issuesOf(questions: JsonObject[], item: JsonObject[], status = 'completed'): string[] {
  const questionnaire = { resourceType: 'Questionnaire', url, status: 'active', contained, item: questions };
  const validator = createValidator({ conformance: createConformance([questionnaire]), units });
  const response = {
    resourceType: 'QuestionnaireResponse',
    status,
    questionnaire: url,
    ...(item.length > 0 && { item }),
  };
  return validator
    .validate(response)
    .map(({ code, expression }) => `${code} ${expression?.[0]?.replace('QuestionnaireResponse', '')}`);
}

const q = (type: string, more: JsonObject = {}): JsonObject => ({ linkId: 'q', type, ...more });
const extended = (address: string, value: JsonObject) => ({ extension: [{ url: address, ...value }] });
const a = (...answer: JsonObject[]): JsonObject => ({ linkId: 'q', answer });
const km = (value: number, code = 'km') => ({ value, unit: code, system: 'http://unitsofmeasure.org', code });
const coding = (code: string) => ({ valueCoding: { system: 'http://example.org', code } });
const options = {
  answerOption: [
    coding('x'),
    { ...coding('y'), ...extended(`${core}questionnaire-optionExclusive`, { valueBoolean: true }) },
  ],
};
const text = '.item[0].answer[0].value.ofType(string)';

describe('one question', () => {
  it.each<[title: string, question: JsonObject, item: JsonObject, issues: string[]]>([
    ['an answer of its type', q('integer'), a({ valueInteger: 1 }), []],
    ['one of another type', q('integer'), a({ valueString: '1' }), [`structure ${text}`]],
    ['an address', q('url'), a({ valueUri: 'http://a.b' }), []],
    ['two answers', q('string'), a({ valueString: 'a' }, { valueString: 'b' }), ['structure .item[0]']],
    ['two answers, repeating', q('string', { repeats: true }), a({ valueString: 'a' }, { valueString: 'b' }), []],
    ['no answer where one is required', q('string', { required: true }), { linkId: 'q' }, ['required .item[0]']],
    ['too few answers', q('string', extended(`${core}questionnaire-minOccurs`, { valueInteger: 2 })), a({ valueString: 'a' }), ['required .item[0]']],
    ['too many answers', q('string', { repeats: true, ...extended(`${core}questionnaire-maxOccurs`, { valueInteger: 1 }) }), a({ valueString: 'a' }, { valueString: 'b' }), ['structure .item[0]']],
    ['an option', q('choice', options), a(coding('x')), []],
    ['no option', q('choice', options), a(coding('z')), ['code-invalid .item[0].answer[0].value.ofType(Coding)']],
    ['an option that excludes the others', q('choice', { repeats: true, ...options }), a(coding('x'), coding('y')), ['structure .item[0].answer[1]']],
    ['a text of an open choice', q('open-choice', options), a({ valueString: 'z' }), []],
    ['a code of a value set', q('choice', { answerValueSet: 'http://hl7.org/fhir/ValueSet/administrative-gender' }), a({ valueCoding: { system: 'http://hl7.org/fhir/administrative-gender', code: 'male' } }), []],
    ['a code outside of it', q('choice', { answerValueSet: 'http://hl7.org/fhir/ValueSet/administrative-gender' }), a(coding('x')), ['code-invalid .item[0].answer[0].value.ofType(Coding)']],
    ['a text that is too long', q('string', { maxLength: 2 }), a({ valueString: 'abc' }), [`value ${text}`]],
    ['a text that is too short', q('string', extended(`${core}minLength`, { valueInteger: 4 })), a({ valueString: 'abc' }), [`value ${text}`]],
    ['a text of another format', q('string', extended(`${core}regex`, { valueString: '[a-c]+' })), a({ valueString: 'abcd' }), [`value ${text}`]],
    ['a code outside of a contained value set', q('choice', { answerValueSet: '#v' }), a(coding('z')), ['code-invalid .item[0].answer[0].value.ofType(Coding)']],
    ['a date before the first', q('date', extended(`${core}minValue`, { valueDate: '2020-01-01' })), a({ valueDate: '2019-12-31' }), ['value .item[0].answer[0].value.ofType(date)']],
    ['a date that may be the last', q('date', extended(`${core}maxValue`, { valueDate: '2020-01' })), a({ valueDate: '2020-01-31' }), []],
    ['too many decimal places', q('decimal', extended(`${core}maxDecimalPlaces`, { valueInteger: 1 })), a({ valueDecimal: 1.25 }), ['value .item[0].answer[0].value.ofType(decimal)']],
    ['a quantity in another unit', q('quantity', extended(`${sdc}maxQuantity`, { valueQuantity: km(5) })), a({ valueQuantity: km(4000, 'm') }), []],
    ['a quantity above the limit', q('quantity', extended(`${sdc}maxQuantity`, { valueQuantity: km(5) })), a({ valueQuantity: km(6000, 'm') }), ['value .item[0].answer[0].value.ofType(Quantity)']],
    ['one that cannot be compared', q('quantity', extended(`${sdc}minQuantity`, { valueQuantity: km(5) })), a({ valueQuantity: km(6, 'kg') }), ['value .item[0].answer[0].value.ofType(Quantity)']],
    ['a unit that is not offered', q('quantity', extended(`${core}questionnaire-unitOption`, { valueCoding: { system: 'http://unitsofmeasure.org', code: 'm' } })), a({ valueQuantity: km(6) }), ['code-invalid .item[0].answer[0].value.ofType(Quantity)']],
    ['an attachment of another kind', q('attachment', extended(`${core}mimeType`, { valueCode: 'image/gif' })), a({ valueAttachment: { contentType: 'image/png', url: 'http://a.b' } }), ['value .item[0].answer[0].value.ofType(Attachment)']],
    ['a reference to another type', q('reference', extended(`${core}questionnaire-referenceResource`, { valueCode: 'Patient' })), a({ valueReference: { reference: 'Group/1' } }), ['value .item[0].answer[0].value.ofType(Reference)']],
    ['an answer to a display', q('display'), a({ valueString: 'a' }), ['structure .item[0]']],
  ])('%s', (_title, question, item, issues) => {
    expect(issuesOf([question], [item])).toEqual(issues);
  }); // biome-ignore format: one table
});

describe('the items of a response', () => {
  const first = { linkId: 'a', type: 'boolean', required: true };
  const second = {
    linkId: 'b',
    type: 'string',
    required: true,
    enableWhen: [{ question: 'a', operator: '=', answerBoolean: true }],
  };
  const group = { linkId: 'g', type: 'group', item: [{ linkId: 'c', type: 'string' }] };
  const yes = (valueBoolean: boolean) => ({ linkId: 'a', answer: [{ valueBoolean }] });
  const text = (linkId: string) => ({ linkId, answer: [{ valueString: 'x' }] });

  it('are those of the questionnaire, at their level and in their order', () => {
    expect(issuesOf([group], [text('z')])).toEqual(['structure ']);
    expect(issuesOf([group], [text('c')])).toEqual(['structure .item[0]']);
    expect(issuesOf([q('string'), group], [{ linkId: 'g', item: [text('c')] }, text('q')])).toEqual([
      'structure .item[1]',
    ]);
    expect(issuesOf([group], [{ linkId: 'g' }, { linkId: 'g' }])).toEqual(['structure ']);
  });

  it('are there when they are required and their conditions are met, and not when they are not', () => {
    expect(issuesOf([first, second], [])).toEqual(['required ']);
    expect(issuesOf([first, second], [yes(true)])).toEqual(['required ']);
    expect(issuesOf([first, second], [yes(true), text('b')])).toEqual([]);
    expect(issuesOf([first, second], [yes(false)])).toEqual([]);
    expect(issuesOf([first, second], [yes(false), text('b')])).toEqual(['structure .item[1]']);
  });

  it('may be missing while the response is in progress', () => {
    expect(issuesOf([first, second], [], 'in-progress')).toEqual([]);
  });

  it('are found unchecked, with a warning, where the questionnaire is not loaded', () => {
    const response = { resourceType: 'QuestionnaireResponse', status: 'completed', questionnaire: url };
    const validator = createValidator({ conformance: createConformance([]) });
    expect(validator.validate(response)).toEqual([]);
    const warned = validator.validate(response, { warnings: true });
    expect(warned.map(({ diagnostics }) => diagnostics).join()).toContain('is not loaded');
  });
});
