import { type JsonValue, OutcomeError } from '@charthouse/fhir-model';
import { describe, expect, test } from 'vitest';
import { writeXml } from './write.ts';

const head = '<?xml version="1.0" encoding="UTF-8"?>';
const patient = (content: JsonValue) => ({ resourceType: 'Patient', ...(content as object) });

describe('writing FHIR XML', () => {
  test('elements stand in the order of the definition, whatever the order of the properties', () => {
    const resource = patient({ gender: 'male', active: true, id: 'p' });
    expect(writeXml(resource)).toBe(
      `${head}<Patient xmlns="http://hl7.org/fhir"><id value="p"/><active value="true"/><gender value="male"/></Patient>`,
    );
  });

  test('ids of elements and urls of extensions are attributes', () => {
    const resource = patient({ extension: [{ id: 'e', url: 'u', valueCode: 'c' }], name: [{ id: 'n', family: 'F' }] });
    expect(writeXml(resource)).toContain(
      '<extension id="e" url="u"><valueCode value="c"/></extension><name id="n"><family value="F"/></name>',
    );
  });

  test('indented for people', () => {
    expect(
      writeXml(patient({ name: [{ family: 'F' }], contained: [{ resourceType: 'Basic' }] }), [], '  '),
    ).toBe(`${head}
<Patient xmlns="http://hl7.org/fhir">
  <contained>
    <Basic/>
  </contained>
  <name>
    <family value="F"/>
  </name>
</Patient>`);
  });

  test('a narrative that forgot its namespace gets it', () => {
    expect(writeXml(patient({ text: { status: 'empty', div: '<div>x</div>' } }))).toContain(
      '<div xmlns="http://www.w3.org/1999/xhtml">x</div>',
    );
  });

  test('an array changed since it was read does not get the text of an old number', () => {
    const value = { resourceType: 'Observation', valueQuantity: { value: 2 } };
    const literals = [{ holder: value.valueQuantity, key: 'value', text: '1.0' }];
    expect(writeXml(value, literals)).toContain('<value value="2"/>');
  });
});

describe('what FHIR XML cannot hold is named, not left out', () => {
  test.each([
    ['unknown element', patient({ foo: 1 }), 'Patient.foo'],
    ['unknown element deep inside', patient({ name: [{}, { foo: 1 }].slice(1) }), 'Patient.name[0].foo'],
    ['companion of an object', patient({ _name: [{ id: 'x' }] }), 'Patient._name'],
    ['wrong kind', patient({ active: 'true' }), 'Patient.active'],
    ['number for text', patient({ birthDate: 1970 }), 'Patient.birthDate'],
    ['no list', patient({ name: { family: 'F' } }), 'Patient.name'],
    ['a list of one value', patient({ gender: ['male'] }), 'Patient.gender'],
    ['empty list', patient({ name: [] }), 'Patient.name'],
    ['empty object', patient({ name: [{}] }), 'Patient.name[0]'],
    ['empty text', patient({ gender: '' }), 'Patient.gender.value'],
    ['control character', patient({ gender: 'a\u0001' }), 'Patient.gender.value'],
    ['no resource', { resourceType: 'Nurse' }, 'Nurse'],
    ['nothing', null, 'Resource'],
    ['null', patient({ name: [null] }), 'Patient.name[0]'],
    [
      'narrative that would break the XML',
      patient({
        text: { status: 'empty', div: '<div xmlns="http://www.w3.org/1999/xhtml"></div><active value="true"/>' },
      }),
      'Patient.text.div',
    ],
    [
      'narrative with something after it',
      patient({ text: { status: 'empty', div: '<div>a</div><!-- b -->' } }),
      'Patient.text.div',
    ],
    [
      'narrative that is not well-formed',
      patient({ text: { status: 'empty', div: '<div>a<br></div>' } }),
      'Patient.text.div',
    ],
    [
      'narrative with an HTML entity',
      patient({ text: { status: 'empty', div: '<div>&nbsp;</div>' } }),
      'Patient.text.div',
    ],
    ['__proto__', JSON.parse('{"resourceType":"Patient","__proto__":{"a":1}}'), 'Patient.__proto__'],
  ] as [string, JsonValue, string][])('%s', (_name, value, expression) => {
    try {
      writeXml(value);
      expect.unreachable();
    } catch (error) {
      expect(error).toBeInstanceOf(OutcomeError);
      expect(error).toMatchObject({ status: 406, issues: [{ expression: [expression] }] });
    }
  });
});
