/** What the documents of a unit ask to write, in parts that are each one transaction. */
import type { WriteCall } from '@charthouse/fhir-api';
import {
  isObject,
  type JsonValue,
  type NumberLiteral,
  OutcomeError,
  outcomes,
  parseJson,
  type Resource,
} from '@charthouse/fhir-model';
import { callsOfBundle, takesOfBundle } from './bundle-calls.ts';
import type { Item } from './sources/items.ts';
import { upsert } from './upsert.ts';

/** A write, and the document it stands in. */
export interface PartWrite {
  readonly call: WriteCall;
  readonly item: Item;
  /** Index of the bundle's entry. */
  readonly entry?: number;
}

export interface Part {
  readonly writes: readonly PartWrite[];
  readonly literals: readonly NumberLiteral[];
  /** `all`: one refused write refuses the rest, as a transaction bundle asks. `each`: the rest is written without it. */
  readonly takes: 'all' | 'each';
  /** The writes name each other by their place in one bundle and cannot be separated. */
  readonly bundle: boolean;
}

/** Something that is not written, and why. */
export interface Refused {
  readonly item: Item;
  readonly entry?: number;
  /** The one write it is about. */
  readonly call?: WriteCall;
  readonly error: OutcomeError;
  /** How many resources are not written because of it. */
  readonly count: number;
}

export interface Parsed {
  readonly parts: readonly Part[];
  readonly refused: readonly Refused[];
}

/** Loose resources come together in one part, unless two are versions of one; each bundle is a part of its own. */
export function partsOf(items: readonly Item[]): Parsed {
  const loose = new LooseParts();
  const bundles: Part[] = [];
  const refused: Refused[] = [];
  for (const item of items) {
    try {
      if (item.error) throw item.error;
      const { value, literals } = parseJson(item.text);
      const resource = resourceOf(value);
      if (resource.resourceType !== 'Bundle' || isStored(resource)) {
        loose.add(item, resource, literals);
        continue;
      }
      const read = bundlePart(item, resource, literals);
      refused.push(...read.refused);
      bundles.push(...read.parts);
    } catch (error) {
      if (!(error instanceof OutcomeError)) throw error;
      refused.push({ item, error, count: 1 });
    }
  }
  return { parts: [...loose.parts, ...bundles], refused };
}

/** Stands for a loose resource in expressions, so that an issue names which of many it is about. */
const placeMark = '#';

/** The expression as the reader of the file sees it: `#12.name` -> `Patient.name`. */
export function readableExpression(expression: string, { place, type }: WriteCall): string {
  return place.startsWith(placeMark) ? type + expression.slice(place.length) : expression;
}

class LooseParts {
  readonly parts: { writes: PartWrite[]; literals: NumberLiteral[]; takes: 'each'; bundle: false }[] = [];
  #names = new Set<string>();

  add(item: Item, resource: Resource, literals: readonly NumberLiteral[]): void {
    const name = resource.id === undefined ? undefined : `${resource.resourceType}/${resource.id}`;
    if (this.parts.length === 0 || (name !== undefined && this.#names.has(name))) {
      this.parts.push({ writes: [], literals: [], takes: 'each', bundle: false });
      this.#names = new Set();
    }
    if (name !== undefined) this.#names.add(name);
    const part = this.parts.at(-1)!;
    part.writes.push({ call: upsert(resource, `${placeMark}${part.writes.length}`), item });
    for (const literal of literals) part.literals.push(literal);
  }
}

function resourceOf(value: JsonValue): Resource {
  if (!isObject(value) || typeof value.resourceType !== 'string')
    throw outcomes.badRequest('This is no FHIR resource: a JSON object with "resourceType" is expected.');
  return value as Resource;
}

/** A bundle that a server kept as a resource of its own, and exported as such: it is kept again, not carried out. */
function isStored({ id, meta }: Resource): boolean {
  return id !== undefined && meta?.versionId !== undefined;
}

function bundlePart(item: Item, bundle: Resource, literals: readonly NumberLiteral[]): Parsed {
  const takes = takesOfBundle(bundle);
  const writes: PartWrite[] = [];
  const refused: Refused[] = [];
  callsOfBundle(bundle).forEach((call, entry) => {
    if (call instanceof OutcomeError) refused.push({ item, entry, error: call, count: 1 });
    else writes.push({ call, item, entry });
  });
  if (takes === 'all' && refused.length > 0) {
    const issues = refused.flatMap(({ error }) => error.issues);
    return {
      parts: [],
      refused: [{ item, error: new OutcomeError(400, issues), count: writes.length + refused.length }],
    };
  }
  return { parts: writes.length > 0 ? [{ writes, literals, takes, bundle: true }] : [], refused };
}
