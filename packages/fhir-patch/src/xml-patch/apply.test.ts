import { readdirSync } from 'node:fs';
import { OutcomeError, writeJson } from '@charthouse/fhir-model';
import { parseXml, readXml, writeXml } from '@charthouse/fhir-xml';
import { type Element, type Node, XMLSerializer } from '@xmldom/xmldom';
import { describe, expect, test } from 'vitest';
import { defaultPatchLimits } from '../limits.ts';
import { testData } from '../suite.testing.ts';
import { applyXmlPatch } from './apply.ts';
import { xmlPatchOperations } from './operations/index.ts';

const diff = (operations: string) => `<diff xmlns="http://hl7.org/fhir">${operations}</diff>`;
const patient = (content: string) => `<Patient xmlns="http://hl7.org/fhir">${content}</Patient>`;
const family = '<name><use value="old"/><family value="A"/></name><name><use value="usual"/><family value="B"/></name>';

function refusal(content: string, patch: string, status = 422): string {
  try {
    applyXmlPatch(patient(content), patch);
  } catch (error) {
    expect(error).toBeInstanceOf(OutcomeError);
    expect(error).toMatchObject({ status });
    return (error as OutcomeError).issues[0]!.diagnostics;
  }
  throw new Error('not refused');
}

describe('XML Patch changes a Patient', () => {
  test.each([
    [
      'replace a value',
      '<gender value="male"/>',
      '<replace sel="f:Patient/f:gender/@value">female</replace>',
      '<gender value="female"/>',
    ],
    [
      'without prefixes, by the default namespace of the patch',
      '<gender value="male"/>',
      '<replace sel="/Patient/gender/@value">female</replace>',
      '<gender value="female"/>',
    ],
    [
      'by any prefix that the patch declares',
      '<gender value="male"/>',
      '<replace xmlns:x="http://hl7.org/fhir" sel="x:Patient/x:gender/@value">female</replace>',
      '<gender value="female"/>',
    ],
    ['by position', family, '<remove sel="Patient/name[2]"/>', '<name><use value="old"/><family value="A"/></name>'],
    ['the last', family, '<remove sel="Patient/name[last()]"/>', '<name><use value="old"/><family value="A"/></name>'],
    [
      'by the value of a child',
      family,
      `<remove sel="Patient/name[use/@value='old']"/>`,
      '<name><use value="usual"/><family value="B"/></name>',
    ],
    [
      'by several conditions',
      family,
      `<remove sel="Patient/name[use/@value='old' and not(period) or family/@value='Z']"/>`,
      '<name><use value="usual"/><family value="B"/></name>',
    ],
    [
      'by functions',
      family,
      `<remove sel="Patient/name[starts-with(use/@value, 'us') and count(family)=1 and contains(family/@value,'B')]"/>`,
      '<name><use value="old"/><family value="A"/></name>',
    ],
    [
      'by what is not',
      family,
      `<remove sel="Patient/name[use/@value!='old']"/>`,
      '<name><use value="old"/><family value="A"/></name>',
    ],
    [
      'two predicates, one after the other',
      family,
      `<remove sel="Patient/name[family][2]"/>`,
      '<name><use value="old"/><family value="A"/></name>',
    ],
    [
      'add at the end',
      '<active value="true"/>',
      '<add sel="Patient"><gender value="male"/></add>',
      '<active value="true"/><gender value="male"/>',
    ],
    [
      'add at the start',
      '<gender value="male"/>',
      '<add sel="Patient" pos="prepend"><active value="true"/></add>',
      '<active value="true"/><gender value="male"/>',
    ],
    [
      'add before',
      '<gender value="male"/>',
      '<add sel="Patient/gender" pos="before"><active value="true"/></add>',
      '<active value="true"/><gender value="male"/>',
    ],
    [
      'add after',
      '<active value="true"/><birthDate value="1970"/>',
      '<add sel="Patient/active" pos="after"><gender value="male"/></add>',
      '<active value="true"/><gender value="male"/><birthDate value="1970"/>',
    ],
    [
      'add an attribute',
      '<active value="true"/>',
      '<add sel="Patient/active" type="@id">a</add>',
      '<active value="true" id="a"/>',
    ],
    [
      'add elements with a prefix',
      '',
      '<add sel="Patient" xmlns:q="http://hl7.org/fhir"><q:active value="true"/></add>',
      '<q:active xmlns:q="http://hl7.org/fhir" value="true"/>',
    ],
    [
      'replace an element',
      '<active value="true"/>',
      '<replace sel="Patient/active"> <active value="false"/> </replace>',
      '<active value="false"/>',
    ],
    [
      'remove white space too',
      '<active value="true"/> <gender value="male"/>',
      '<remove sel="Patient/gender" ws="before"/>',
      '<active value="true"/>',
    ],
    [
      'each operation sees what the one before did',
      '<active value="true"/>',
      '<add sel="Patient"><gender value="a"/></add><replace sel="Patient/gender/@value">b</replace>',
      '<active value="true"/><gender value="b"/>',
    ],
  ])('%s', (_name, before, operations, after) => {
    const json = (xml: string) => writeJson(readXml(xml).value);
    expect(json(applyXmlPatch(patient(before), diff(operations)))).toBe(json(patient(after)));
  });

  test('white space goes when the patch says so, and only then', () => {
    const xml = patient('<active value="true"/>\n <gender value="a"/>\n');
    const removed = (ws: string) => applyXmlPatch(xml, diff(`<remove sel="Patient/gender"${ws}/>`));
    expect(removed('')).toBe(patient('<active value="true"/>\n \n'));
    expect(removed(' ws="before"')).toBe(patient('<active value="true"/>\n'));
    expect(removed(' ws="both"')).toBe(patient('<active value="true"/>'));
  });

  test('a resource from JSON keeps the text of its numbers, its line breaks and its narrative', () => {
    const resource = {
      resourceType: 'Observation',
      text: { status: 'generated', div: '<div xmlns="http://www.w3.org/1999/xhtml">a &lt; b<br/>\n</div>' },
      status: 'final',
      valueQuantity: { value: 1, unit: 'a\n\t"b"\r' },
    };
    const literals = [{ holder: resource.valueQuantity, key: 'value', text: '1.0' }];
    const patch = diff('<replace sel="Observation/status/@value">amended</replace>');
    const result = readXml(applyXmlPatch(writeXml(resource, literals), patch));
    expect(writeJson(result.value, result.literals)).toBe(writeJson({ ...resource, status: 'amended' }, literals));
  });
});

/** Whatever the resource is: https://www.rfc-editor.org/rfc/rfc5789#section-2.2 */
const malformed = new Set([
  'undeclared prefix',
  'inherited name as prefix',
  'no selector',
  'unknown operation',
  'unknown attribute',
  'namespace as attribute',
  'pos',
  'not readable character',
  'back to the root in a predicate',
]);

describe('XML Patch is refused', () => {
  test.each([
    [
      'nothing found',
      '<remove sel="Patient/gender"/>',
      /Operation 1 \(remove Patient\/gender\): the selector leads to 0 nodes.*Nothing was changed/,
    ],
    ['several found', '<remove sel="Patient/name"/>', /leads to 2 nodes/],
    ['other namespace', '<remove sel="h:Patient"/>', /leads to 0/],
    ['namespace declarations as attributes', '<remove sel="Patient/@*"/>', /leads to 0/],
    ['undeclared prefix', '<remove sel="x:Patient"/>', /prefix "x" of the selector is not declared/],
    ['inherited name as prefix', '<remove sel="constructor:Patient"/>', /is not declared/],
    ['no selector', '<remove/>', /"sel" is missing/],
    ['unknown operation', '<toString sel="Patient"/>', /one of add, remove, replace/],
    ['unknown attribute', '<remove sel="Patient/name[1]" pos="before"/>', /no attribute "pos"/],
    ['the root', '<remove sel="Patient"/>', /root element cannot be removed/],
    ['the document', '<replace sel="."><Patient/></replace>', /document itself/],
    ['beside the root', '<add sel="Patient" pos="after"><x/></add>', /inside an element/],
    [
      'attribute there already',
      '<add sel="Patient/name[1]/use" type="@value">x</add>',
      /has the attribute "value" already/,
    ],
    ['namespace as attribute', '<add sel="Patient" type="@xmlns">urn:x</add>', /namespace::prefix/],
    ['pos', '<add sel="Patient" pos="append"><x/></add>', /"pos" must be/],
    ['element by text', '<replace sel="Patient/name[1]">x</replace>', /one node of its kind/],
    ['element by two', '<replace sel="Patient/name[1]"><name/><name/></replace>', /one node of its kind/],
    ['ws without white space', '<remove sel="Patient/name[1]" ws="after"/>', /no white space after/],
    ['not readable', '<remove sel="Patient["/>', /not supported at "the end"/],
    ['not readable character', '<remove sel="Patient#"/>', /cannot be read at character 8/],
    ['descendants', '<remove sel="//name[1]"/>', /not supported at "\/\/"/],
    ['parents', '<remove sel="Patient/name/.."/>', /not supported at "\.\."/],
    ['other axes', '<remove sel="Patient/following-sibling::x"/>', /not supported at "following-sibling"/],
    ['other functions', '<remove sel="Patient[translate(name,1,2)]"/>', /not supported at "translate"/],
    ['back to the root in a predicate', '<remove sel="Patient[/Patient]"/>', /stay at its node/],
    ['long selector', `<remove sel="Patient${'/name'.repeat(300)}"/>`, /longer than 1000/],
    ['nested selector', `<remove sel="Patient${'['.repeat(900)}"/>`, /not supported/],
  ])('%s', (name, operations, message) => {
    expect(refusal(family, diff(operations), malformed.has(name) ? 400 : 422)).toMatch(message);
  });

  test('as a whole: no operations, too many, text between them, another root, results too deep', () => {
    expect(refusal('', diff(''), 400)).toMatch(/no operations/);
    expect(refusal('', diff('<remove sel="x"/>'.repeat(1001)))).toMatch(/at most 1000/);
    expect(refusal('', diff('text<remove sel="x"/>'), 400)).toMatch(/text between/);
    expect(refusal('', '<Parameters xmlns="http://hl7.org/fhir"/>', 400)).toMatch(/"diff" or "patch"/);
    const nested = (depth: number) => `${'<extension>'.repeat(depth)}${'</extension>'.repeat(depth)}`;
    const deep = diff(`<add sel="Patient${'/extension'.repeat(80)}">${nested(80)}</add>`);
    expect(refusal(nested(80), deep)).toMatch(/deeper than 128/);
  });

  test('text that is no safe XML: DOCTYPE in resource or patch, no resource at all', () => {
    const doctype = '<!DOCTYPE x [<!ENTITY e "e">]>';
    expect(() => applyXmlPatch(patient(''), doctype + diff('<remove sel="x"/>'))).toThrow(/DOCTYPE/);
    expect(() => applyXmlPatch(doctype + patient(''), diff('<remove sel="x"/>'))).toThrow(/DOCTYPE/);
    expect(() => applyXmlPatch('', diff('<remove sel="x"/>'))).toThrow(OutcomeError);
  });

  test('when its selectors would look at too many nodes', () => {
    const limits = { ...defaultPatchLimits, visits: 10_000 };
    const list = `<name>${'<given value="a"/>'.repeat(1_000)}</name>`;
    const operation = '<replace sel="Patient/name/given[@value and last()=position()]/@value">b</replace>';
    expect(() => applyXmlPatch(patient(list), diff(operation.repeat(3)), limits)).not.toThrow();
    expect(() => applyXmlPatch(patient(list), diff(operation.repeat(30)), limits)).toThrow(/more than 10000 nodes/);
  });

  test('when the result would be too long', () => {
    const limits = { ...defaultPatchLimits, size: 400 };
    const operations = diff(`<add sel="Patient"><active value="${'x'.repeat(200)}"/></add>`);
    expect(() => applyXmlPatch(patient(`<!--${'x'.repeat(200)}-->`), operations, limits)).toThrow(/longer than 400/);
  });
});

test('every operation has a file, and stands in the index by its name', () => {
  const files = readdirSync(new URL('./operations/', import.meta.url)).filter((name) => name !== 'index.ts');
  expect([...xmlPatchOperations.keys()].map((name) => `${name}.ts`).sort()).toEqual(files.sort());
});

const suite = testData('xml-patch-tests.xml');

describe.skipIf(suite.absent)(`the HL7 cases of XML Patch${suite.absent}`, () => {
  test('there are some', () => expect(suite.text).not.toBe(''));

  const elements = (parent: Element) =>
    Array.from(parent.childNodes).filter((node): node is Element => node.nodeType === 1);
  const named = (parent: Element, name: string) => elements(parent).find((child) => child.localName === name);
  const text = (node: Node | undefined) => (node ? new XMLSerializer().serializeToString(node) : '');
  const document = (item: Element, name: string) => text(elements(named(item, name)!)[0]);
  const cases = suite.absent ? [] : elements(parseXml(suite.text).documentElement!);

  test.each(cases.map((item) => [item.getAttribute('name'), item] as const))('%s', (_name, item) => {
    const run = () => applyXmlPatch(document(item, 'target'), text(named(item, 'patch')));
    if (named(item, 'error')) expect(run).toThrow(OutcomeError);
    else expect(plain(parseXml(run()))).toEqual(plain(parseXml(document(item, 'patched'))));
  });

  /** What XML says apart from how it is written: blank texts left out, attributes by name. */
  const plain = (node: Node): unknown => ({
    name: `${node.namespaceURI} ${node.nodeName}`,
    text: node.nodeValue?.trim(),
    attributes: Array.from((node as Element).attributes ?? [], ({ name, value }) => `${name}=${value}`).sort(),
    children: Array.from(node.childNodes)
      .filter((child) => child.nodeType !== 3 || child.nodeValue?.trim())
      .map(plain),
  });
});
