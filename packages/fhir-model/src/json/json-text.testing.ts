/** Arbitrary JSON texts for property tests (RFC 8259, https://fast-check.dev). */
import fc from 'fast-check';

const whiteSpace = fc.string({ unit: fc.constantFrom(' ', '\n', '\r', '\t'), maxLength: 2 });

/** Number texts, also those that JavaScript would print otherwise: `1.0`, `1E+2`, `-0`, more digits than a double holds. */
const numberText = fc
  .record({
    sign: fc.constantFrom('', '-'),
    whole: fc.oneof(fc.constant('0'), fc.bigInt({ min: 1n, max: 10n ** 25n }).map(String)),
    fraction: fc.oneof(
      fc.constant(''),
      fc.string({ unit: fc.constantFrom(...'0123456789'), minLength: 1 }).map((d) => `.${d}`),
    ),
    exponent: fc.oneof(
      fc.constant(''),
      fc.tuple(fc.constantFrom('e', 'E', 'e+', 'E-'), fc.nat(400)).map(([mark, power]) => `${mark}${power}`),
    ),
  })
  .map(({ sign, whole, fraction, exponent }) => sign + whole + fraction + exponent);

/** Strings a record can keep: whole characters, no NUL. */
const string = fc
  .string({
    unit: fc.oneof(fc.constantFrom('"', '\\', '/', '\n', 'é', '😀'), fc.string({ unit: 'binary', maxLength: 1 })),
    maxLength: 12,
  })
  .map((text) => text.replaceAll('\0', '0'));

/** Names as FHIR has them and as attackers have them; JavaScript sorts names that are numbers, so these have none. */
const name = fc.oneof(
  fc.constantFrom(
    'value',
    'code',
    '_birthDate',
    '__proto__',
    'constructor',
    'toString',
    'hasOwnProperty',
    'length',
    '',
  ),
  string.filter((text) => !/^\d+$/.test(text)),
);

interface Spacing {
  readonly space: fc.Arbitrary<string>;
}

function objectOrArray({ space }: Spacing): fc.Arbitrary<string> {
  const { root } = fc.letrec<{ root: string; value: string; object: string; array: string }>((tie) => ({
    value: fc.oneof(
      { maxDepth: 5, withCrossShrink: true },
      fc.constantFrom('true', 'false', 'null'),
      numberText,
      string.map((text) => JSON.stringify(text)),
      tie('object'),
      tie('array'),
    ),
    object: fc
      .uniqueArray(fc.tuple(name, tie('value'), space), { selector: ([key]) => key, maxLength: 5 })
      .map((entries) => `{${entries.map(([key, value, gap]) => `${gap}${JSON.stringify(key)}${gap}:${gap}${value}`)}}`),
    array: fc
      .array(fc.tuple(tie('value'), space), { maxLength: 5 })
      .map((items) => `[${items.map(([value, gap]) => gap + value + gap)}]`),
    root: fc.oneof(tie('object'), tie('array')),
  }));
  return root;
}

/** Objects and arrays without white space, as the record writes them. */
export const compactJsonText = objectOrArray({ space: fc.constant('') });

/** Objects and arrays with any white space. */
export const jsonText = fc
  .tuple(whiteSpace, objectOrArray({ space: whiteSpace }), whiteSpace)
  .map(([before, text, after]) => before + text + after);

const significant = fc.constantFrom(...'{}[]",:\\/-+.eE0123456789utfn \u0000\ud83d\ude00');

/** JSON, nearly JSON, and no JSON at all. */
export const anyText = fc.oneof(
  jsonText,
  fc.tuple(jsonText, fc.nat(), significant, fc.constantFrom(0, 1)).map(([text, at, character, dropped]) => {
    const place = at % (text.length + 1);
    return text.slice(0, place) + character + text.slice(place + dropped);
  }),
  fc.tuple(jsonText, fc.nat()).map(([text, at]) => text.slice(0, at % (text.length + 1))),
  fc.string({ unit: significant, maxLength: 12 }),
  fc.string({ unit: 'binary' }),
);
