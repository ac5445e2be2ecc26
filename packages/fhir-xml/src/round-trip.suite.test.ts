import { parseJson, writeJson } from '@charthouse/fhir-model';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { arbitraryResource } from './arbitrary-resource.testing.ts';
import { canonical } from './canonical.testing.ts';
import { fhirTestCases, syntheaBundles } from './data.testing.ts';
import { readXml } from './read.ts';
import { writeXml } from './write.ts';

/** Looking for the smallest failing case ends, too. */
const inTime = { interruptAfterTimeLimit: 20_000 };

const throughXml = (json: string, indent = '') => {
  const { value, literals } = parseJson(json);
  const back = readXml(writeXml(value, literals, indent));
  return writeJson(back.value, back.literals);
};

describe('JSON -> XML -> JSON', { timeout: 30_000 }, () => {
  test('any resource of any type comes back as it was, compact or indented', () => {
    fc.assert(
      fc.property(arbitraryResource, fc.constantFrom('', '  '), (resource, indent) => {
        const json = JSON.stringify(resource);
        expect(canonical(throughXml(json, indent))).toBe(canonical(json));
      }),
      { numRuns: 200, ...inTime },
    );
  });

  test('a resource whose properties are in the order of the definitions comes back byte for byte', () => {
    fc.assert(
      fc.property(arbitraryResource, (resource) => {
        const once = throughXml(JSON.stringify(resource));
        expect(throughXml(once)).toBe(once);
      }),
      inTime,
    );
  });

  test.each(['1.0', '1.00', '0.10', '1e3', '-0', '100000000000000000000000', '0.1234567890123456789', '1E-5', '1e999'])(
    'the decimal %s keeps its text',
    (number) => {
      const json = `{"resourceType":"Observation","valueQuantity":{"value":${number}},"component":[{"valueQuantity":{"value":${number}}}]}`;
      expect(throughXml(json)).toBe(json);
    },
  );
});

describe.skipIf(syntheaBundles.absent)(`JSON -> XML -> JSON of generated patients${syntheaBundles.absent}`, () => {
  test('there are some', () => expect(syntheaBundles.sample(10)).not.toHaveLength(0));

  test.each(syntheaBundles.sample(10))('%s', (name) => {
    const json = syntheaBundles.text(name);
    expect(canonical(throughXml(json)) === canonical(json)).toBe(true);
  });
});

describe.skipIf(fhirTestCases.absent)(`XML -> JSON -> XML of the HL7 test cases${fhirTestCases.absent}`, () => {
  test('there are some', () => expect(fhirTestCases.files('.xml')).not.toHaveLength(0));

  /** Refused, and why: each is an error case of the suite, or no R4 resource. */
  const refused: Readonly<Record<string, RegExp>> = {
    'fhirpath/input/observation-example.xml': /must stand before/,
    'fhirpath/tests-fhir-r4.public.xml': /is not in the namespace/,
    'graphql/manifest.xml': /is not in the namespace/,
    'validator/Observation-ex-pain.xml': /"something" is not known/,
    'validator/pat-security-bad-string2.xml': /"script" is not known/,
    'validator/patient-id-only.xml': /never empty/,
    'validator/q-enablewhen-2.xml': /must stand before/,
    'validator/xml-bad-entities.xml': /"&" must be written/,
    'validator/xml-fail.xml': /Text may not stand/,
  };
  test.each(fhirTestCases.files('.xml').filter((name) => !name.startsWith('patch/')))('%s', (name) => {
    const xml = fhirTestCases.text(name);
    const why = refused[name];
    if (why) return expect(() => readXml(xml)).toThrow(why);
    const { value, literals } = readXml(xml);
    const again = readXml(writeXml(value, literals));
    expect(writeJson(again.value, again.literals)).toBe(writeJson(value, literals));
  });

  const pairs = fhirTestCases.files('.xml').filter((name) => fhirTestCases.has(name.replace('.xml', '.json')));
  test.each(pairs.filter((name) => !refused[name]))('%s says the same as its JSON twin', (name) => {
    const { value, literals } = readXml(fhirTestCases.text(name));
    const json = fhirTestCases.text(name.replace('.xml', '.json'));
    expect(withoutNarrative(canonical(writeJson(value, literals)))).toEqual(withoutNarrative(canonical(json)));
  });
});

/** The twins write white space and entities of their narratives differently. */
function withoutNarrative(json: string): string {
  return json.replaceAll(/"div": ".*"/g, '"div": ""');
}
