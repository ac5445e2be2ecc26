import { type Issue, OutcomeError, writeJson } from '@charthouse/fhir-model';
import { describe, expect, test } from 'vitest';
import { readXml } from './read.ts';

const json = (xml: string) => {
  const { value, literals } = readXml(xml);
  return writeJson(value, literals);
};
const patient = (content: string) => `<Patient xmlns="http://hl7.org/fhir">${content}</Patient>`;

function refusal(xml: string): readonly Issue[] {
  try {
    readXml(xml);
  } catch (error) {
    if (error instanceof OutcomeError) {
      expect(error.status).toBe(400);
      return error.issues;
    }
    throw error;
  }
  throw new Error('not refused');
}

test('only UTF-8 is taken, as the declaration says', () => {
  for (const name of ['UTF-8', 'utf-8', 'US-ASCII'])
    expect(json(`<?xml version="1.0" encoding="${name}"?>${patient('')}`)).toBe('{"resourceType":"Patient"}');
  for (const name of ['ISO-8859-1', 'utf-16', 'windows-1252'])
    expect(refusal(`<?xml version='1.0' encoding = '${name}' ?>${patient('')}`)[0]?.diagnostics).toBe(
      `The XML declares the encoding "${name}"; write it as UTF-8 (line 1, column 1).`,
    );
});

describe('reading FHIR XML', () => {
  test.each([
    [
      'single and repeated elements',
      '<active value="true"/><name><given value="A"/><given value="B"/></name>',
      '"active":true,"name":[{"given":["A","B"]}]',
    ],
    [
      'an id of an element is an attribute, of a resource an element',
      '<id value="p"/><name id="n"><family value="F"/></name>',
      '"id":"p","name":[{"id":"n","family":"F"}]',
    ],
    [
      'extensions and ids of primitives',
      '<birthDate id="b" value="1970"><extension url="u"><valueCode value="c"/></extension></birthDate>',
      '"birthDate":"1970","_birthDate":{"id":"b","extension":[{"url":"u","valueCode":"c"}]}',
    ],
    [
      'a primitive without value',
      '<gender><extension url="u"><valueCode value="c"/></extension></gender>',
      '"_gender":{"extension":[{"url":"u","valueCode":"c"}]}',
    ],
    [
      'lists of primitives stay in step with their extensions',
      '<name><given value="A"/><given><extension url="u"><valueCode value="c"/></extension></given></name>',
      '"name":[{"given":["A",null],"_given":[null,{"extension":[{"url":"u","valueCode":"c"}]}]}]',
    ],
    [
      'contained resources',
      '<contained><Organization><id value="o"/></Organization></contained>',
      '"contained":[{"resourceType":"Organization","id":"o"}]',
    ],
    ['a choice of types', '<multipleBirthInteger value="2"/>', '"multipleBirthInteger":2'],
    [
      'comments and processing instructions are dropped',
      '<!-- & < --><?x & y?><active value="false"/>',
      '"active":false',
    ],
    [
      'white space and characters as XML has them',
      '<name><text value=" a&#10;b&#x9;&lt;&quot;\u2028\u0085é\u{1F600} "/></name>',
      JSON.stringify({ name: [{ text: ' a\nb\t<"\u2028\u0085é\u{1F600} ' }] }).slice(1, -1),
    ],
    [
      'the narrative as written',
      '<text><status value="generated"/><div xmlns="http://www.w3.org/1999/xhtml"><p title=\'>\'>&#160;<br />a</p></div></text>',
      `"text":{"status":"generated","div":${JSON.stringify('<div xmlns="http://www.w3.org/1999/xhtml"><p title=\'>\'>&#160;<br />a</p></div>')}}`,
    ],
  ])('%s', (_name, content, expected) => {
    expect(json(patient(content))).toBe(`{"resourceType":"Patient",${expected}}`);
  });

  test('resources in Bundle entries and Parameters, recursive parts', () => {
    const xml = `<?xml version="1.0"?><Bundle xmlns="http://hl7.org/fhir" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="a b">
      <type value="collection"/><entry><resource><Parameters><parameter><name value="a"/><part><name value="b"/><resource><Basic><id value="x"/></Basic></resource></part></parameter></Parameters></resource></entry></Bundle>`;
    expect(json(xml)).toBe(
      '{"resourceType":"Bundle","type":"collection","entry":[{"resource":{"resourceType":"Parameters","parameter":[{"name":"a","part":[{"name":"b","resource":{"resourceType":"Basic","id":"x"}}]}]}}]}',
    );
  });

  test('prefixed namespaces: elements are known by namespace, a narrative gets the declarations it needs', () => {
    const xml =
      '<f:Patient xmlns:f="http://hl7.org/fhir" xmlns="http://www.w3.org/1999/xhtml"><f:text><f:status value="empty"/><div>x</div></f:text></f:Patient>';
    expect(json(xml)).toContain('"div":"<div xmlns=\\"http://www.w3.org/1999/xhtml\\">x</div>"');
  });

  test('numbers keep their text', () => {
    const observation =
      '<Observation xmlns="http://hl7.org/fhir"><valueQuantity><value value="1.0"/></valueQuantity></Observation>';
    expect(json(observation)).toBe('{"resourceType":"Observation","valueQuantity":{"value":1.0}}');
  });
});

describe('FHIR XML is refused with place and FHIRPath', () => {
  test.each([
    ['unknown element', '\n <foo value="1"/>', 'Patient', /"foo" is not known here \(line 2, column 2\)/],
    ['unknown attribute', '<active value="true" x="1"/>', 'Patient.active', /"x" is not known/],
    ['wrong namespace', '<active xmlns="urn:x" value="true"/>', 'Patient.active', /must be in the namespace/],
    [
      'narrative without namespace',
      '<text><status value="empty"/><div>x</div></text>',
      'Patient.text.div',
      /must be in the namespace/,
    ],
    ['order', '<gender value="male"/><active value="true"/>', 'Patient.active', /"active" must stand before "gender"/],
    ['twice', '<gender value="male"/><gender value="male"/>', 'Patient.gender', /twice/],
    [
      'two values of a choice',
      '<multipleBirthBoolean value="true"/><multipleBirthInteger value="1"/>',
      'Patient.multipleBirthInteger',
      /two values/,
    ],
    ['missing value', '<gender/>', 'Patient.gender', /never empty/],
    ['empty value', '<gender value=""/>', 'Patient.gender', /attribute "value" is empty/],
    ['empty element', '<name/>', 'Patient.name[0]', /never empty/],
    ['text', '<gender>male</gender>', 'Patient.gender', /Text may not stand/],
    ['no boolean', '<active value="yes"/>', 'Patient.active', /"yes" is no boolean/],
    ['no number', '<multipleBirthInteger value="0x10"/>', 'Patient.multipleBirth', /"0x10" is no integer/],
    ['no resource', '<contained><Nurse/></contained>', 'Patient.contained[0]', /"Nurse" is no resource type/],
    ['two resources in one contained', '<contained><Basic/><Basic/></contained>', 'Patient.contained[0]', /holds 2/],
    ['an attribute as element', '<name><id value="n"/></name>', 'Patient.name[0].id', /"id" is not known/],
    ['__proto__', '<__proto__ value="1"/>', 'Patient', /not known/],
    ['constructor', '<constructor value="1"/>', 'Patient', /not known/],
  ])('%s', (_name, content, expression, message) => {
    const issue = refusal(patient(content)).find(({ diagnostics }) => message.test(diagnostics));
    expect(issue?.expression).toEqual([expression]);
    expect(issue?.line).toBeGreaterThan(0);
  });

  test('everything that is wrong is named at once, up to a hundred problems', () => {
    expect(refusal(patient('<a/><b/>'))).toHaveLength(2);
    expect(refusal(patient('<a/>'.repeat(1000)))).toHaveLength(100);
  });
});

describe('text that is no safe, well-formed XML is refused with line and column', { timeout: 30_000 }, () => {
  test.each([
    ['nothing', '', /missing root element/],
    ['JSON', '{"resourceType":"Patient"}', /no.* XML|missing root|content outside root/i],
    ['no end', '<Patient xmlns="http://hl7.org/fhir">', /unclosed/],
    ['wrong end', patient('<name></nam>'), /mismatch/],
    ['two roots', '<a/><b/>', /Only one element/],
    ['attribute without quotes', patient('<active value=true/>'), /missed quot/],
    ['attribute twice', patient('<active value="true" value="true"/>'), /redefined/],
    ['bare ampersand', patient('<gender value="a & b"/>'), /"&" must be written "&amp;"/],
    ['HTML entity', patient('<gender value="&nbsp;"/>'), /"&" must be written/],
    ['NUL reference', patient('<gender value="&#0;"/>'), /"&#0;" is no character/],
    ['surrogate reference', patient('<gender value="&#xD800;"/>'), /no character/],
    ['control character', patient('<gender value="\u0001"/>'), /does not allow/],
    ['half a surrogate pair', patient('<gender value="\uD83D"/>'), /does not allow/],
    ['undeclared prefix', patient('<x:gender value="a"/>'), /prefix/],
    ['DOCTYPE', `<!DOCTYPE x>${patient('')}`, /DOCTYPE/],
    [
      'external entity',
      `<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>${patient('<gender value="&e;"/>')}`,
      /DOCTYPE/,
    ],
    [
      'billion laughs',
      `<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>${patient('')}`,
      /DOCTYPE/,
    ],
  ])('%s', (_name, xml, message) => {
    const [issue] = refusal(xml);
    expect(issue?.diagnostics).toMatch(message);
    expect(issue?.diagnostics).toMatch(/\(line \d+, column \d+\)/);
  });

  test('nesting and length have limits, which are checked before a tree is built', () => {
    const extensions = (depth: number) => `${'<extension url="u">'.repeat(depth)}${'</extension>'.repeat(depth)}`;
    expect(refusal(patient(extensions(70)))[0]?.diagnostics).toMatch(/Nested deeper than 128/);
    expect(refusal(patient(extensions(500_000)))[0]?.diagnostics).toMatch(/deeper than 128/);
    expect(() => readXml(patient(' '.repeat(100)), { depth: 128, length: 100 })).toThrow(/at most 100/);
  });

  test.each(['<given value="a"/>', '<given value="&amp;"/>', '<!-- & --><given value="a"/>\n'])(
    'the time to read grows with the text, not with its square: %s',
    (item) => {
      const time = (count: number) => {
        const start = performance.now();
        readXml(patient(`<name>${item.repeat(count)}</name>`));
        return performance.now() - start;
      };
      time(5_000);
      expect(time(40_000)).toBeLessThan(Math.max(time(5_000), 50) * 24);
    },
  );
});
