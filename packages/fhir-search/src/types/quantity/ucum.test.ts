/** Units convert as the reference implementation of UCUM converts them. */
// @ts-expect-error: has no types
import ucum from '@lhncbc/ucum-lhc';
import { describe, expect, test } from 'vitest';
import { canonicalUnit, isUnit } from './ucum.ts';
import { atoms } from './ucum-atoms.ts';

const reference = ucum.UcumLhcUtils.getInstance();
const unitsOfUcum: Readonly<Record<string, unknown>> = ucum.UnitTables.getInstance().unitCodes_;

function converted(from: string, to: string): number {
  const answer = reference.convertUnitTo(from, 3, to);
  return answer.status === 'succeeded' ? answer.toVal : Number.NaN;
}

function ours(from: string, to: string): number {
  const [a, b] = [canonicalUnit(from), canonicalUnit(to)];
  if (!a || !b || a.unit !== b.unit) return Number.NaN;
  return (3 * a.factor + a.offset - b.offset) / b.factor;
}

/** Arbitrary units: the reference converts them to nothing, not even to their own thousandths. */
const unsaid = ['mOsm/kg', '[iU]/mL'];

describe('a value', () => {
  test.each([
    ...[
      ['mg', 'g'],
      ['mg/dL', 'g/L'],
      ['ug/L', 'ng/mL'],
      ['mmol/L', 'umol/L'],
      ['mm[Hg]', 'kPa'],
      ['cm[H2O]', 'mm[Hg]'],
      ['Cel', 'K'],
      ['[degF]', 'Cel'],
    ],
    ...[
      ['[in_i]', 'cm'],
      ['[lb_av]', 'kg'],
      ['[oz_av]', 'g'],
      ['[ft_i]', 'm'],
      ['kg/m2', 'g/cm2'],
      ['/min', 'Hz'],
      ['{beats}/min', '/s'],
      ['10*3/uL', '10*9/L'],
    ],
    ...[
      ['10*6/uL', '10*12/L'],
      ['/uL', '/mL'],
      ['wk', 'd'],
      ['a', 'mo'],
      ['h', 'min'],
      ['mL/min/{1.73_m2}', 'L/h'],
      ['ng/mL/h', 'pg/mL/min'],
      ['U/L', 'kat/L'],
    ],
    ...[
      ['kcal', 'J'],
      ['kat', 'U'],
      ['%', '[ppth]'],
      ['deg', 'rad'],
      ['mmol/mol', 'umol/mol'],
      ['m.s-2', 'cm.s-2'],
      ['mL/(kg.d)', 'L/kg/d'],
      ['dL', 'L'],
    ],
    ...[
      ['mV', 'V'],
      ['mOsm/kg', 'osm/g'],
      ['meq/L', 'eq/mL'],
      ['[iU]/mL', '[iU]/L'],
      ['g.m/s2', 'N'],
      ['kPa', 'bar'],
      ['[drp]', 'mL'],
      ['fL', 'um3'],
      ['pg', 'ng'],
      ['m3', 'L'],
      ['J/s', 'W'],
    ],
  ])('in %s is as much in %s as UCUM says', (from, to) => {
    const expected = converted(from, to);
    expect(Number.isNaN(expected) ? unsaid : [from, to]).toContain(from);
    if (!Number.isNaN(expected)) expect(ours(from, to) / expected).toBeCloseTo(1, 9);
  });

  test.each([
    ['mg', 'mL'],
    ['mol', 'g'],
    ['[iU]', 'U'],
    ['mmol/L', 'mg/dL'],
    ['Cel', 'mg'],
    ['[pH]', '%'],
    ['mol/L', '/L'],
    ['eq', 'mol'],
  ])('in %s never becomes %s', (from, to) => {
    expect(ours(from, to)).toBeNaN();
  });
});

test('what is a unit is known as UCUM says', () => {
  const all = Object.keys(unitsOfUcum).map((code) => code.trim());
  expect(all.filter((code) => !isUnit(code))).toEqual([]);
  const further = ['foo', 'MG', 'beats/min', "''", 'mo_j', 'kB[SPL]', 'm//s', '(m', '{x}', 'mm[hg]', '10^3'];
  expect(further.filter(isUnit)).toEqual(
    further.filter((code) => reference.validateUnitString(code).status === 'valid'),
  );
});

test('every unit of the table is one of UCUM', () => {
  const unknown = Object.keys(atoms).filter((code) => reference.validateUnitString(code).status !== 'valid');
  expect(unknown).toEqual([]);
});

test.each(['', 'spoons', 'mg/', '/', 'kmin', '(mg', 'mg)', 'mg dL', 'MG', '[unknown]', 'mg//L', '{', 'g'.repeat(100)])(
  '%s is no unit that is known',
  (code) => {
    expect(canonicalUnit(code)).toBeUndefined();
  },
);
