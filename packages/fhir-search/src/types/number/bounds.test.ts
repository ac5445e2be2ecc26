/** Prefixes of numbers against exact decimals, far beyond what doubles tell apart. https://hl7.org/fhir/R4/search.html#prefix */
import { expect, test } from 'vitest';
import type { Prefix } from '../../query/prefix.ts';
import { numberTests } from './bounds.ts';
import { decimalRange } from './decimal-range.ts';

const values = [
  ...[
    '0',
    '0.0',
    '1',
    '-1',
    '5.4',
    '5.40',
    '5.35',
    '5.449',
    '5.45',
    '-5.4',
    '100',
    '99.5',
    '100.5',
    '1e2',
    '95',
    '105',
  ],
  ...['5.40e-3', '0.0054', '0.00545', '8e-1', '0.84', '0.1234567890123', '0.12345678901234', '0.1234567890123456789'],
  ...['123456789012345678901234567890', '-0.1234567890123456789', '9007199254740993', '2.718281828459045235'],
];

const places = 45;
const exact = (text: string): bigint => {
  const [, sign, whole = '', fraction = '', power = '0'] = /^(-?)(\d+)(?:\.(\d+))?(?:e(.+))?$/.exec(text)!;
  return BigInt(`${sign}${whole}${fraction}`) * 10n ** BigInt(places + Number(power) - fraction.length);
};
/** Half of the last digit that counts, by the two examples of the specification. */
const halves: Readonly<Record<string, string>> = { '1e2': '5', '5.40e-3': '0.00005', '8e-1': '0.05' };
const half = (text: string) => exact(halves[text] ?? `0.${'0'.repeat(text.split('.')[1]?.length ?? 0)}5`);
const size = (n: bigint) => (n < 0n ? -n : n);

const expected: Readonly<Record<Prefix, (own: bigint, asked: bigint, half: bigint) => boolean>> = {
  eq: (own, asked, by) => own >= asked - by && own < asked + by,
  ne: (own, asked, by) => own < asked - by || own >= asked + by,
  gt: (own, asked) => own > asked,
  ge: (own, asked) => own >= asked,
  lt: (own, asked) => own < asked,
  le: (own, asked) => own <= asked,
  sa: (own, asked) => own > asked,
  eb: (own, asked) => own < asked,
  ap: (own, asked) => size(own - asked) * 10n <= size(asked),
};

const meets: Readonly<Record<string, (a: number, b: number) => boolean>> = {
  '<': (a: number, b: number) => a < b,
  '<=': (a: number, b: number) => a <= b,
  '>': (a: number, b: number) => a > b,
  '>=': (a: number, b: number) => a >= b,
};

test.each(Object.keys(expected) as Prefix[])('%s finds what exact arithmetic finds', (prefix) => {
  for (const asked of values)
    for (const stored of values) {
      const tests = numberTests(prefix, decimalRange(asked)!, [1n]);
      const found = tests.some(({ bounds }) =>
        bounds.every(({ is, value }) => meets[is]!(Number(stored), Number(value))),
      );
      expect([stored, found]).toEqual([stored, expected[prefix](exact(stored), exact(asked), half(asked))]);
    }
});
