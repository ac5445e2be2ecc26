import { readdirSync } from 'node:fs';
import { parseJson, writeJson } from '@charthouse/fhir-model';
import { describe, expect, test } from 'vitest';
import { applyFhirPathPatch } from './apply.ts';
import { fhirPathPatchOperations } from './operations/index.ts';
import { type Operation, patched, patient } from './patching.testing.ts';

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

test('every operation has a file, and stands in the index by its name', () => {
  const files = readdirSync(new URL('./operations/', import.meta.url)).filter((name) => name !== 'index.ts');
  expect([...fhirPathPatchOperations.keys()].map((type) => `${type}.ts`).sort()).toEqual(files.sort());
});
