import { OutcomeError } from '@charthouse/fhir-model';
import { parseXml, readXml } from '@charthouse/fhir-xml';
import { type Element, XMLSerializer } from '@xmldom/xmldom';
import { describe, expect, test } from 'vitest';
import { testData } from '../suite.testing.ts';
import { applyFhirPathPatch } from './apply.ts';

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
