import { type JsonValue, OutcomeError, parseJson, writeJson } from '@charthouse/fhir-model';
import { describe, expect, test } from 'vitest';
import { defaultPatchLimits } from '../limits.ts';
import { applyFhirPathPatch } from './apply.ts';
import { type Operation, patchText, patient } from './patching.testing.ts';

function refusal(resource: JsonValue, parameters: string, status = 422): string {
  try {
    applyFhirPathPatch(parseJson(JSON.stringify(resource)), parseJson(parameters));
  } catch (error) {
    expect(error).toBeInstanceOf(OutcomeError);
    expect(error).toMatchObject({ status });
    return (error as OutcomeError).issues[0]!.diagnostics;
  }
  throw new Error('not refused');
}

describe('FHIRPath Patch is refused', () => {
  const resource = {
    resourceType: 'Patient',
    active: true,
    gender: 'male',
    name: [{ given: ['A'] }, { given: ['B'] }],
  };
  const add = { type: 'add', path: 'Patient', name: 'gender', value: { valueCode: 'male' } };
  const cases: [name: string, operation: Operation, message: RegExp][] = [
    ['unknown type', { ...add, type: 'constructor' }, /"type" must be one of add, delete, insert, move, replace/],
    ['part missing', { type: 'add', path: 'Patient', name: 'gender' }, /the part "value" is missing/],
    ['part too many', { type: 'delete', path: 'Patient.gender', index: 1 }, /"delete" has no part "index"/],
    ['value missing', { ...add, value: {} }, /none of them/],
    ['two values', { ...add, value: { valueCode: 'a', resource: {} } }, /resource and value/],
    ['present already', add, /has "gender" already/],
    ['unknown element', { ...add, name: 'foo' }, /Patient has no element "foo"/],
    ['__proto__', { ...add, name: '__proto__' }, /no element "__proto__"/],
    [
      'wrong type',
      { ...add, name: 'deceased', value: { valueQuantity: { value: 1 } } },
      /may be boolean \| dateTime, and the value is Quantity/,
    ],
    [
      'wrong primitive',
      { ...add, name: 'birthDate', value: { valueBoolean: true } },
      /may be date, and the value is boolean/,
    ],
    [
      'resource where none belongs',
      { ...add, name: 'name', value: { resource: { resourceType: 'Basic' } } },
      /no place for a resource/,
    ],
    [
      'parts of a primitive',
      { ...add, name: 'language', value: { part: [{ name: 'id', valueString: 'x' }] } },
      /cannot be built from parts/,
    ],
    ['part of a choice that does not say which', { ...add, name: 'deceased', value: { part: [] } }, /say which/],
    [
      'same part twice',
      {
        ...add,
        name: 'contact',
        value: {
          part: [
            { name: 'gender', valueCode: 'a' },
            { name: 'gender', valueCode: 'b' },
          ],
        },
      },
      /has "gender" already/,
    ],
    [
      'nothing found',
      { type: 'replace', path: 'Patient.birthDate', value: { valueDate: '1970' } },
      /no element is found at Patient.birthDate/,
    ],
    ['several found', { type: 'delete', path: 'Patient.name' }, /leads to 2 elements/],
    [
      'several lists',
      { type: 'insert', path: 'Patient.name.given', index: 0, value: { valueString: 'X' } },
      /Patient.name leads to 2/,
    ],
    [
      'no list',
      { type: 'insert', path: 'Patient.gender', index: 0, value: { valueCode: 'X' } },
      /"gender" of Patient is no list/,
    ],
    [
      'list by a filter',
      { type: 'insert', path: "Patient.name.where(use='x')", index: 0, value: { valueString: 'X' } },
      /must end with the name of a list/,
    ],
    [
      'index beyond the end',
      { type: 'insert', path: 'Patient.name', index: 3, value: { valueHumanName: {} } },
      /has 2 items/,
    ],
    ['negative index', { type: 'insert', path: 'Patient.name', index: -1, value: { valueHumanName: {} } }, /0 or more/],
    ['move beyond the end', { type: 'move', path: 'Patient.name', source: 0, destination: 2 }, /no item 2/],
    ['the resource itself', { type: 'delete', path: 'Patient' }, /cannot be deleted/],
    ['another resource type', { ...add, path: 'Observation' }, /no element is found/],
    ['no FHIRPath', { ...add, path: 'Patient..' }, /is no FHIRPath/],
    ['a value that is no element', { ...add, path: '1 + 1' }, /no element of the resource/],
    ['text of the path itself', { ...add, path: "'Patient'" }, /no element of the resource/],
    ['leaving the resource', { ...add, path: 'Patient.generalPractitioner.resolve()' }, /may not call resolve\(\)/],
    ['walking everything', { ...add, path: 'Patient.descendants()' }, /may not call descendants\(\)/],
    ['regular expressions', { ...add, path: "Patient.name.where(text.matches('(a+)+$'))" }, /may not call matches\(\)/],
    ['constants', { ...add, path: 'Patient.name.where(%resource.active)' }, /may not use constants/],
    ['a long path', { ...add, path: `Patient${'.name'.repeat(300)}` }, /longer than 1000/],
    ['a path nested too deep', { ...add, path: '-'.repeat(990) }, /is no FHIRPath/],
  ];
  /** Whatever the resource is: https://www.rfc-editor.org/rfc/rfc5789#section-2.2 */
  const malformed = new Set([
    'unknown type',
    'part missing',
    'part too many',
    'negative index',
    'no FHIRPath',
    'a path nested too deep',
  ]);
  test.each(cases)('%s', (name, operation, message) => {
    expect(refusal(resource, patchText([operation]), malformed.has(name) ? 400 : 422)).toMatch(message);
  });

  test.each([
    ['no Parameters', '{"resourceType":"Bundle"}', /is a Parameters resource/],
    ['a parameter of another name', '{"resourceType":"Parameters","parameter":[{"name":"x"}]}', /named "operation"/],
    [
      'a part twice',
      '{"resourceType":"Parameters","parameter":[{"name":"operation","part":[{"name":"type"},{"name":"type"}]}]}',
      /"type" stands twice/,
    ],
    [
      'no list of parts',
      '{"resourceType":"Parameters","parameter":[{"name":"operation","part":{}}]}',
      /must be a list/,
    ],
    ['too many', patchText(Array(1001).fill(add)), /at most 1000/],
  ])('%s', (name, parameters, message) => {
    expect(refusal(resource, parameters, name === 'too many' ? 422 : 400)).toMatch(message);
  });

  test('as a whole: what went before the failing operation is not done, and the message names it', () => {
    const before = parseJson(patient('"active":true'));
    const patch = patchText([
      { type: 'delete', path: 'Patient.active' },
      { ...add, path: 'Patient.foo' },
    ]);
    expect(() => applyFhirPathPatch(before, parseJson(patch))).toThrow(
      'Operation 2 (add Patient.foo): no element is found at Patient.foo. Nothing was changed.',
    );
    expect(writeJson(before.value)).toBe(patient('"active":true'));
  });

  test('as malformed, though an earlier operation could not be done either', () => {
    const patch = patchText([
      { type: 'delete', path: 'Patient.birthDate.x' },
      { type: 'spam', path: 'Patient' },
    ]);
    expect(refusal(resource, patch, 400)).toMatch(/Operation 2.*"type" must be/);
  });

  test('when a large resource would be searched too often', () => {
    const large = { ...resource, name: Array(10_000).fill({ family: 'F' }) };
    expect(refusal(large, patchText(Array(200).fill(add)))).toMatch(/at most \d\d operations/);
  });

  test('when the result would be too long', () => {
    const limits = { ...defaultPatchLimits, size: 1_000 };
    const value = { valueHumanName: { text: 'x'.repeat(400) } };
    const patch = patchText(Array(3).fill({ ...add, name: 'name', value }));
    expect(() => applyFhirPathPatch(parseJson(patient('')), parseJson(patch), limits)).toThrow(/longer than 1000/);
  });
});
