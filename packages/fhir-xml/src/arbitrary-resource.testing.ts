/** Random resources that follow the definitions in shape (not in meaning), for property tests. */
import type { JsonObject, JsonValue } from '@charthouse/fhir-model';
import { resourceTypes } from '@charthouse/fhir-model/definitions';
import fc from 'fast-check';
import { jsonKind, layoutOf, type Slot } from './layout.ts';

/** Text with everything that XML must escape, and characters that are no line ends in XML 1.0. */
const text = fc.string({
  unit: fc.constantFrom(
    'a',
    'Z',
    '0',
    ' ',
    '<',
    '>',
    '&',
    '"',
    "'",
    '\n',
    '\t',
    '\r',
    ']]>',
    'é',
    '\u0085',
    '\u2028',
    '\u{1F600}',
  ),
  minLength: 1,
  maxLength: 8,
});

const primitives = {
  string: text,
  boolean: fc.boolean(),
  number: fc.oneof(fc.integer(), fc.double({ noNaN: true, noDefaultInfinity: true })),
} as const satisfies Record<string, fc.Arbitrary<JsonValue>>;

const divs = fc.constantFrom(
  '<div xmlns="http://www.w3.org/1999/xhtml">plain</div>',
  '<div xmlns="http://www.w3.org/1999/xhtml"><p class=\'a>b\'>x &amp; y<br/><!-- </div> --></p><div>&#160;</div></div>',
  '<div xmlns="http://www.w3.org/1999/xhtml" xml:lang="en">\n  <img alt="a" src="#b" />\n</div>',
);

/** A seeded choice: what fast-check draws decides every question in turn. */
type Draw = <T>(arbitrary: fc.Arbitrary<T>) => T;

export const arbitraryResource: fc.Arbitrary<JsonObject> = fc.gen().map((gen) => {
  const draw: Draw = (arbitrary) => gen(() => arbitrary);
  return resource(draw, 0);
});

function resource(draw: Draw, depth: number): JsonObject {
  const type = draw(fc.constantFrom(...resourceTypes));
  return { resourceType: type, ...content(draw, type, depth) };
}

function content(draw: Draw, type: string, depth: number): JsonObject {
  const { attributes, slots } = layoutOf(type);
  const object: JsonObject = {};
  for (const attribute of attributes) if (draw(fc.nat(3)) === 0) object[attribute] = draw(text);
  const all = [...slots.values()].filter(({ attribute }) => !attribute);
  const wanted = depth > 3 ? 1 : 3;
  const chosen = new Set(Array.from({ length: wanted }, () => all[draw(fc.nat(all.length - 1))]!));
  const orders = new Set<number>();
  for (const slot of [...chosen].sort((a, b) => a.order - b.order)) {
    if (orders.has(slot.order)) continue;
    orders.add(slot.order);
    fill(draw, object, { slot, depth: depth + 1 });
  }
  if (Object.keys(object).length === 0) object[attributes.has('id') ? 'id' : 'language'] = 'x';
  return object;
}

function fill(draw: Draw, object: JsonObject, { slot, depth }: { slot: Slot; depth: number }): void {
  if (depth > 6) return;
  const length = slot.list ? draw(fc.integer({ min: 1, max: 3 })) : 1;
  if (slot.kind !== 'primitive') {
    const values = Array.from({ length }, () => value(draw, slot, depth));
    object[slot.name] = slot.list ? values : values[0];
    return;
  }
  const values = Array.from({ length }, () => draw<JsonValue>(primitives[jsonKind(slot.type)]));
  const companions = values.map(() => (draw(fc.nat(3)) === 0 ? extended(draw, depth) : null));
  for (const [index, companion] of companions.entries()) if (companion && draw(fc.boolean())) values[index] = null;
  if (values.some((item) => item !== null)) object[slot.name] = slot.list ? values : values[0];
  if (companions.some((item) => item !== null)) object[`_${slot.name}`] = slot.list ? companions : companions[0];
}

function value(draw: Draw, slot: Slot, depth: number): JsonValue {
  if (slot.kind === 'resource') return resource(draw, depth);
  if (slot.kind === 'xhtml') return draw(divs);
  return content(draw, slot.type, depth);
}

function extended(draw: Draw, depth: number): JsonObject {
  const companion: JsonObject = { extension: [{ url: draw(text), ...(depth < 4 && { valueCode: draw(text) }) }] };
  return draw(fc.boolean()) ? { id: draw(text), ...companion } : companion;
}
