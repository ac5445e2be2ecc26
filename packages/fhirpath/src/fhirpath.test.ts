/** What FHIRPath answers here, case by case (`fhirpath.cases.json`), on one small patient; and that bad input ends soon, with words. */
import { readFileSync } from 'node:fs';
// @ts-expect-error: has no types
import ucum from '@lhncbc/ucum-lhc';
import { describe, expect, it } from 'vitest';
import { functions } from './functions/index.ts';
import { compile, type Environment, FhirElement, FhirPathError, resourceElement, ucumUnits } from './index.ts';
import { systemValue } from './values/system.ts';

interface Case {
  readonly expression: string;
  readonly answer?: readonly unknown[];
  readonly error?: FhirPathError['kind'];
}

const cases: readonly Case[] = JSON.parse(readFileSync(new URL('./fhirpath.cases.json', import.meta.url), 'utf8'));

const patient = resourceElement({
  resourceType: 'Patient',
  contained: [{ resourceType: 'Organization', id: 'o1', name: 'Analytical Engine Hospital' }],
  active: true,
  name: [
    { use: 'official', family: 'King', given: ['Ada', 'Mary'] },
    { use: 'nickname', given: ['Ada'], family: 'Byron' },
  ],
  _gender: { extension: [{ url: 'http://example.org/why', valueCode: 'unknown' }] },
  birthDate: '1815-12-10',
  _birthDate: {
    extension: [
      { url: 'http://hl7.org/fhir/StructureDefinition/patient-birthTime', valueDateTime: '1815-12-10T10:00:00Z' },
    ],
  },
  deceasedDateTime: '1852-11-27',
  multipleBirthInteger: 2,
  managingOrganization: { reference: '#o1' },
  generalPractitioner: [{ reference: 'Practitioner/p1' }],
})!;

const environment: Environment = {
  units: ucumUnits(ucum.UcumLhcUtils.getInstance()),
  now: '2026-11-22T12:00:00.000Z',
  variables: { given: ['outside'] },
  resolve: (reference) => (reference === 'Practitioner/p1' ? { resourceType: 'Practitioner', id: 'p1' } : undefined),
};

function answer(expression: string): unknown[] {
  return compile(expression)
    .evaluate([patient], environment)
    .map((value) => {
      const own = systemValue(value);
      if (own === undefined) return value instanceof FhirElement ? value.value : value;
      return typeof own === 'object' ? String(own) : own;
    });
}

describe('FHIRPath', () => {
  it.each(cases.filter(({ answer: due }) => due))('$expression', ({ expression, answer: due }) => {
    expect(answer(expression)).toEqual(due);
  });

  it.each(cases.filter(({ error }) => error))('refuses $expression', ({ expression, error }) => {
    expect(() => answer(expression)).toThrow(expect.objectContaining({ kind: error }));
  });

  it('gives the offset of what it cannot read', () => {
    expect(() => compile('name.given ++ ^')).toThrow(expect.objectContaining({ at: 14 }));
  });

  it.each([
    ['name.given + 1', 11],
    ['active and name.given.upper() = 1', 22],
    ["name.select(given.first() - 1 'mg')", 26],
    ['upper()', 0],
    ['name.where(given[0].toInteger().round(-1).exists() or -given.first())', 54],
    ['name[true]', 4],
  ])('says where %s fails', (expression, at) => {
    expect(() => answer(expression)).toThrow(expect.objectContaining({ kind: 'execution', at }));
  });

  it('knows value sets and extensions of HL7 by their quoted names, and says so', () => {
    const url = 'http://hl7.org/fhir/ValueSet/administrative-gender';
    expect(answer('%`vs-administrative-gender` | %"vs-administrative-gender" | %\'vs-administrative-gender\'')).toEqual(
      [url],
    );
    expect(() => answer('%vs-administrative-gender')).toThrow('%`vs-name`');
    expect(() => answer('%ext-patient-birthTime')).toThrow('%`ext-name`');
    expect(() => compile('"name".given')).toThrow(FhirPathError);
  });

  it('answers the same again: nothing is left over from one evaluation to the next', () => {
    const expression = compile("name.where(given.select($this & 'x').defineVariable('v').exists()).given");
    const first = expression.evaluate([patient], environment);
    expect(expression.evaluate([patient], environment)).toEqual(first);
  });

  it('has every function named once, with room for its arguments', () => {
    for (const [name, { args }] of functions) {
      expect(name).toMatch(/^[a-z]\w+$/i);
      expect(args[0]).toBeLessThanOrEqual(args[1]);
    }
    expect(functions.size).toBeGreaterThan(90);
  });

  it('resolves #id among the contained resources of the entry that refers to it', () => {
    const entry = ['Practitioner', 'Organization'].map((resourceType) => ({
      resource: {
        resourceType: 'Patient',
        contained: [{ resourceType, id: 'p' }],
        generalPractitioner: [{ reference: '#p' }],
      },
    }));
    const bundle = resourceElement({ resourceType: 'Bundle', type: 'collection', entry })!;
    const found = compile('entry.resource.generalPractitioner.resolve().type().name').evaluate([bundle]);
    expect(found).toEqual(['Practitioner', 'Organization']);
  });

  it('ends soon on hostile input', () => {
    const started = performance.now();
    expect(() => compile(`${'('.repeat(100_000)}1`)).toThrow(FhirPathError);
    expect(() => compile('-'.repeat(100_000))).toThrow(FhirPathError);
    expect(answer(`'${'a'.repeat(60)}!'.matches('^(a+)+$')`)).toEqual([false]);
    expect(() => compile(`1${' + 1'.repeat(100_000)}`)).toThrow(FhirPathError);
    expect(() => compile(`a${'.a'.repeat(100_000)}`)).toThrow(FhirPathError);
    const limited = { ...environment, limit: 100 };
    expect(() =>
      compile('descendants().select(%resource.descendants().select($this))').evaluate([patient], limited),
    ).toThrow('too many steps');
    const endless = ['1.repeat($this + 1)', "'a'.repeat($this & 'a')", "'a'.repeat($this + $this)"];
    for (const expression of endless)
      expect(() => compile(expression).evaluate([patient], { limit: 1_000_000 })).toThrow('too many steps');
    expect(answer('2.0.repeat($this * $this).count()')).toEqual([8]);
    expect(() => answer(`${'('.repeat(30)}'x'${'.select($this & $this))'.repeat(30)}`)).toThrow('The text gets longer');
    expect(performance.now() - started).toBeLessThan(3000);
  });
});
