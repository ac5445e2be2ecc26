/**
 * Definitions without the words that no check looks at, so that many of them can be held in memory: only what is named here is left
 * out. https://hl7.org/fhir/R4/elementdefinition.html
 */
import { isObject, type JsonObject, type JsonValue } from '@charthouse/fhir-model';

/** Member -> how what is in it is cut; null: it is left out. */
interface Cut {
  readonly [member: string]: Cut | null;
}

/** About the publication, in resources of any type. */
const publication: Cut = {
  text: null, meta: null, description: null, contact: null, publisher: null, purpose: null, copyright: null, jurisdiction: null,
  useContext: null, keyword: null, mapping: null,
}; // biome-ignore format: one table

const element: Cut = {
  short: null, definition: null, comment: null, requirements: null, alias: null, mapping: null, example: null, base: null,
  isSummary: null, label: null, code: null, meaningWhenMissing: null, isModifierReason: null, orderMeaning: null, mustSupport: null,
  representation: null,
  binding: { description: null },
  constraint: { xpath: null, source: null, requirements: null },
}; // biome-ignore format: one table

const concept: Cut = { definition: null };
const listed: Cut = { display: null, designation: null };

const cuts: Readonly<Record<string, Cut>> = {
  StructureDefinition: { differential: { element }, snapshot: { element } },
  CodeSystem: { concept: nested('concept', concept) },
  ValueSet: {
    compose: { include: { concept: listed }, exclude: { concept: listed } },
    expansion: { contains: nested('contains', listed) },
  },
};

/** A cut of members that hold others of their kind. */
function nested(member: string, cut: Cut): Cut {
  const own: { [name: string]: Cut | null } = { ...cut };
  own[member] = own;
  return own;
}

/** A copy, by its type. */
export function withoutWords(definition: JsonObject): JsonObject {
  return cutObject(definition, { ...publication, ...cuts[String(definition.resourceType)] });
}

function cutObject(value: JsonObject, cut: Cut): JsonObject {
  const kept: JsonObject = {};
  for (const [name, own] of Object.entries(value)) {
    const how = Object.hasOwn(cut, name) ? cut[name] : undefined;
    if (how === null || own === undefined) continue;
    kept[name] = how ? cutValue(own, how) : own;
  }
  return kept;
}

function cutValue(value: JsonValue, cut: Cut): JsonValue {
  if (Array.isArray(value)) return value.map((item) => cutValue(item, cut));
  return isObject(value) ? cutObject(value, cut) : value;
}
