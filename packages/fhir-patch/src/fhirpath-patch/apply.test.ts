import { readdirSync } from 'node:fs';
import { type JsonObject, type JsonValue, OutcomeError, parseJson, writeJson } from '@charthouse/fhir-model';
import { parseXml, readXml } from '@charthouse/fhir-xml';
import { type Element, XMLSerializer } from '@xmldom/xmldom';
import { describe, expect, test } from 'vitest';
import { defaultPatchLimits } from '../limits.ts';
import { testData } from '../suite.testing.ts';
import { applyFhirPathPatch } from './apply.ts';
import { fhirPathPatchOperations } from './operations/index.ts';

/** An operation with its parts: text and whole numbers as such, anything else as the part that it is. */
type Operation = Record<string, string | number | JsonObject>;

const part = (name: string, value: string | number | JsonObject): JsonObject => {
  if (typeof value === 'object') return { name, ...value };
  return typeof value === 'number' ? { name, valueInteger: value } : { name, valueString: value };
};

const patchText = (operations: readonly Operation[]): string =>
  JSON.stringify({
    resourceType: 'Parameters',
    parameter: operations.map((operation) => ({
      name: 'operation',
      part: Object.entries(operation).map(([name, value]) => part(name, value)),
    })),
  });

function patched(resource: string, ...operations: Operation[]): string {
  const { value, literals } = applyFhirPathPatch(parseJson(resource), parseJson(patchText(operations)));
  return writeJson(value, literals);
}

function refusal(resource: JsonValue, parameters: string): string {
  try {
    applyFhirPathPatch(parseJson(JSON.stringify(resource)), parseJson(parameters));
  } catch (error) {
    expect(error).toBeInstanceOf(OutcomeError);
    expect(error).toMatchObject({ status: 422 });
    return (error as OutcomeError).issues[0]!.diagnostics;
  }
  throw new Error('not refused');
}

const patient = (content: string) => `{"resourceType":"Patient"${content && `,${content}`}}`;
const url = 'http://example.org/e';

describe('FHIRPath Patch changes a Patient', () => {
  const cases: [name: string, before: string, operations: Operation[], after: string][] = [
    [
      'add a primitive',
      '',
      [{ type: 'add', path: 'Patient', name: 'gender', value: { valueCode: 'male' } }],
      '"gender":"male"',
    ],
    [
      'add with extensions and without value',
      '',
      [{ type: 'add', path: 'Patient', name: 'gender', value: { _valueCode: { extension: [{ url }] } } }],
      `"_gender":{"extension":[{"url":"${url}"}]}`,
    ],
    [
      'add to a list that is not there',
      '',
      [{ type: 'add', path: 'Patient', name: 'name', value: { valueHumanName: { family: 'F' } } }],
      '"name":[{"family":"F"}]',
    ],
    [
      'add an option of a choice by its element name',
      '',
      [{ type: 'add', path: 'Patient', name: 'deceased', value: { valueBoolean: false } }],
      '"deceasedBoolean":false',
    ],
    [
      '… and by its JSON name',
      '',
      [{ type: 'add', path: 'Patient', name: 'deceasedBoolean', value: { valueBoolean: false } }],
      '"deceasedBoolean":false',
    ],
    [
      'add to a list of primitives keeps extensions in step',
      '"name":[{"given":["A"],"_given":[{"id":"a"}]}]',
      [{ type: 'add', path: 'Patient.name[0]', name: 'given', value: { valueString: 'B' } }],
      '"name":[{"given":["A","B"],"_given":[{"id":"a"},null]}]',
    ],
    [
      'add an extension to a primitive',
      '"birthDate":"1970"',
      [
        {
          type: 'add',
          path: 'Patient.birthDate',
          name: 'extension',
          value: {
            part: [
              { name: 'url', valueUri: url },
              { name: 'value', valueString: 'x' },
            ],
          },
        },
      ],
      `"birthDate":"1970","_birthDate":{"extension":[{"url":"${url}","valueString":"x"}]}`,
    ],
    [
      'add an extension to a primitive in a list',
      '"name":[{"given":["A","B"]}]',
      [
        {
          type: 'add',
          path: 'Patient.name[0].given[1]',
          name: 'extension',
          value: { part: [{ name: 'url', valueUri: url }] },
        },
      ],
      `"name":[{"given":["A","B"],"_given":[null,{"extension":[{"url":"${url}"}]}]}]`,
    ],
    [
      'add an element built from parts',
      '',
      [
        {
          type: 'add',
          path: 'Patient',
          name: 'contact',
          value: {
            part: [
              { name: 'gender', valueCode: 'male' },
              { name: 'telecom', valueContactPoint: { value: '1' } },
              { name: 'telecom', valueContactPoint: { value: '2' } },
              { name: 'name', part: [{ name: 'given', valueString: 'G' }] },
            ],
          },
        },
      ],
      '"contact":[{"gender":"male","telecom":[{"value":"1"},{"value":"2"}],"name":{"given":["G"]}}]',
    ],
    [
      'add a contained resource',
      '',
      [{ type: 'add', path: 'Patient', name: 'contained', value: { resource: { resourceType: 'Basic', id: 'b' } } }],
      '"contained":[{"resourceType":"Basic","id":"b"}]',
    ],
    [
      'change inside a contained resource',
      '"contained":[{"resourceType":"Observation","valueQuantity":{"unit":"g"}}]',
      [{ type: 'replace', path: 'Patient.contained[0].value.unit', value: { valueString: 'kg' } }],
      '"contained":[{"resourceType":"Observation","valueQuantity":{"unit":"kg"}}]',
    ],
    [
      'insert first',
      '"name":[{"text":"b"}]',
      [{ type: 'insert', path: 'Patient.name', index: 0, value: { valueHumanName: { text: 'a' } } }],
      '"name":[{"text":"a"},{"text":"b"}]',
    ],
    [
      'insert into a list that is not there',
      '',
      [{ type: 'insert', path: 'Patient.name', index: 0, value: { valueHumanName: { text: 'a' } } }],
      '"name":[{"text":"a"}]',
    ],
    [
      'insert by a path without the type',
      '"name":[{"text":"b"}]',
      [{ type: 'insert', path: 'name', index: 1, value: { valueHumanName: { text: 'c' } } }],
      '"name":[{"text":"b"},{"text":"c"}]',
    ],
    [
      'insert into the list of one of several elements',
      '"name":[{"use":"old","given":["A"]},{"use":"usual","given":["B"]}]',
      [{ type: 'insert', path: "Patient.name.where(use = 'usual').given", index: 0, value: { valueString: 'X' } }],
      '"name":[{"use":"old","given":["A"]},{"use":"usual","given":["X","B"]}]',
    ],
    [
      'delete a primitive with its extensions',
      '"active":true,"birthDate":"1970","_birthDate":{"id":"b"}',
      [{ type: 'delete', path: 'Patient.birthDate' }],
      '"active":true',
    ],
    ['delete what is not there', '"active":true', [{ type: 'delete', path: 'Patient.birthDate' }], '"active":true'],
    [
      'delete one of a list of primitives with its extensions',
      '"name":[{"given":["A","B","C"],"_given":[null,{"id":"b"},{"id":"c"}]}]',
      [{ type: 'delete', path: 'Patient.name[0].given[1]' }],
      '"name":[{"given":["A","C"],"_given":[null,{"id":"c"}]}]',
    ],
    [
      'delete the last content of an element deletes the element',
      '"active":true,"contact":[{"name":{"given":["A"]}}]',
      [{ type: 'delete', path: 'Patient.contact.name.given' }],
      '"active":true',
    ],
    [
      'delete an extension of a primitive',
      '"name":[{"given":["A","B"],"_given":[null,{"extension":[{"url":"u"}]}]}]',
      [{ type: 'delete', path: "Patient.name.given.extension('u')" }],
      '"name":[{"given":["A","B"]}]',
    ],
    [
      'delete by a filter',
      '"name":[{"use":"old"},{"use":"usual"}]',
      [{ type: 'delete', path: "Patient.name.where(use='old')" }],
      '"name":[{"use":"usual"}]',
    ],
    [
      'replace a primitive',
      '"gender":"male","_gender":{"id":"x"}',
      [{ type: 'replace', path: 'Patient.gender', value: { valueCode: 'female' } }],
      '"gender":"female"',
    ],
    [
      'replace an option of a choice by another',
      '"multipleBirthBoolean":true',
      [{ type: 'replace', path: 'Patient.multipleBirth', value: { valueInteger: 2 } }],
      '"multipleBirthInteger":2',
    ],
    [
      'replace an item of a list',
      '"name":[{"given":["A","B"]}]',
      [{ type: 'replace', path: 'Patient.name[0].given[0]', value: { valueString: 'X' } }],
      '"name":[{"given":["X","B"]}]',
    ],
    [
      'replace the only item',
      '"name":[{"given":["A"]}]',
      [{ type: 'replace', path: 'Patient.name.given', value: { valueString: 'X' } }],
      '"name":[{"given":["X"]}]',
    ],
    [
      'replace the url of an extension',
      '"extension":[{"url":"a","valueString":"s"}]',
      [{ type: 'replace', path: 'Patient.extension[0].url', value: { valueUri: 'b' } }],
      '"extension":[{"valueString":"s","url":"b"}]',
    ],
    [
      'move to the end',
      '"name":[{"text":"a"},{"text":"b"},{"text":"c"}]',
      [{ type: 'move', path: 'Patient.name', source: 0, destination: 2 }],
      '"name":[{"text":"b"},{"text":"c"},{"text":"a"}]',
    ],
    [
      'move a primitive with its extensions',
      '"name":[{"given":["A","B"],"_given":[{"id":"a"},null]}]',
      [{ type: 'move', path: 'Patient.name[0].given', source: 0, destination: 1 }],
      '"name":[{"given":["B","A"],"_given":[null,{"id":"a"}]}]',
    ],
    [
      'move the only item to its place',
      '"name":[{"given":["A"]}]',
      [{ type: 'move', path: 'Patient.name[0].given', source: 0, destination: 0 }],
      '"name":[{"given":["A"]}]',
    ],
    [
      'each operation sees what the one before did',
      '',
      [
        { type: 'add', path: 'Patient', name: 'name', value: { valueHumanName: { family: 'F' } } },
        { type: 'add', path: "Patient.name.where(family='F')", name: 'text', value: { valueString: 't' } },
      ],
      '"name":[{"family":"F","text":"t"}]',
    ],
    ['no operations', '"active":true', [], '"active":true'],
  ];
  test.each(cases)('%s', (_name, before, operations, after) => {
    expect(patched(patient(before), ...operations)).toBe(patient(after));
  });

  test('Quantity and what derives from it stand for each other', () => {
    const condition = '{"resourceType":"Condition"}';
    const value = { valueQuantity: { value: 3, unit: 'a' } };
    expect(
      patched(condition, { type: 'add', path: 'Condition', name: 'onset', value: { valueAge: { value: 3 } } }),
    ).toContain('"onsetAge"');
    expect(patched(condition, { type: 'add', path: 'Condition', name: 'onsetAge', value })).toContain(
      '"onsetAge":{"value":3',
    );
  });

  test('numbers keep their text, untouched and from the patch', () => {
    const resource =
      '{"resourceType":"Observation","valueQuantity":{"value":1.0,"unit":"g"},"component":[{"valueQuantity":{"value":2.50}}]}';
    const parameters = `{"resourceType":"Parameters","parameter":[{"name":"operation","part":[{"name":"type","valueCode":"replace"},
      {"name":"path","valueString":"Observation.component[0].value.value"},{"name":"value","valueDecimal":3.00}]}]}`;
    const { value, literals } = applyFhirPathPatch(parseJson(resource), parseJson(parameters));
    expect(writeJson(value, literals)).toBe(resource.replace('2.50', '3.00'));
  });
});

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
  test.each(cases)('%s', (_name, operation, message) => {
    expect(refusal(resource, patchText([operation]))).toMatch(message);
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
  ])('%s', (_name, parameters, message) => {
    expect(refusal(resource, parameters)).toMatch(message);
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

test('every operation has a file, and stands in the index by its name', () => {
  const files = readdirSync(new URL('./operations/', import.meta.url)).filter((name) => name !== 'index.ts');
  expect([...fhirPathPatchOperations.keys()].map((type) => `${type}.ts`).sort()).toEqual(files.sort());
});

const suite = testData('fhir-patch-tests.public.xml');

describe.skipIf(suite.absent)(`the HL7 cases of FHIRPath Patch${suite.absent}`, () => {
  test('there are some', () => expect(suite.text).not.toBe(''));

  const elements = (parent: Element, name: string): Element[] =>
    Array.from(parent.childNodes).filter(
      (node) => node.localName === name || (name === '*' && node.nodeType === 1),
    ) as Element[];
  const resource = (item: Element, name: string) =>
    readXml(new XMLSerializer().serializeToString(elements(elements(item, name)[0]!, '*')[0]!));
  const cases = suite.absent ? [] : elements(parseXml(suite.text).documentElement!, 'case');

  test.each(cases.map((item) => [item.getAttribute('name'), item] as const))('%s', (_name, item) => {
    const run = () => applyFhirPathPatch(resource(item, 'input'), resource(item, 'diff'));
    if (elements(item, 'error').length) expect(run).toThrow(OutcomeError);
    else expect(run().value).toEqual(resource(item, 'output').value);
  });
});
