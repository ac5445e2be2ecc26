/** What a FHIR type may hold: its JSON properties, which are its XML elements and attributes, in order. https://hl7.org/fhir/R4/xml.html */
import { types } from '@charthouse/fhir-model/definitions';

export const fhirNamespace = 'http://hl7.org/fhir';
export const xhtmlNamespace = 'http://www.w3.org/1999/xhtml';

/** One XML element name (or JSON property name: they are the same) that a type may have. */
export interface Slot {
  /** `valueQuantity` for an option of a choice. */
  readonly name: string;
  /** FHIRPath name: `value` for all options of a choice. */
  readonly element: string;
  /** Position in the type's definition; the options of a choice share one. */
  readonly order: number;
  readonly type: string;
  readonly list: boolean;
  readonly kind: 'primitive' | 'complex' | 'resource' | 'xhtml';
  /** An attribute in XML: `id` of elements, `url` of extensions. */
  readonly attribute: boolean;
}

export interface Layout {
  readonly resource: boolean;
  /** The names of the slots that are attributes. */
  readonly attributes: ReadonlySet<string>;
  /** All properties the JSON form may have (but `resourceType` and `_name`), in the order of the definition. */
  readonly slots: ReadonlyMap<string, Slot>;
}

const layouts = new Map<string, Layout>();

/** The layout of a type of the definitions; made at the first question. */
export function layoutOf(typeName: string): Layout {
  let layout = layouts.get(typeName);
  if (!layout) {
    layout = makeLayout(typeName);
    layouts.set(typeName, layout);
  }
  return layout;
}

function makeLayout(typeName: string): Layout {
  const definition = types[typeName];
  if (!definition) throw new Error(`The definitions have no type "${typeName}".`);
  const resource = definition.kind === 'resource';
  const attributes = new Set(resource ? [] : typeName === 'Extension' ? ['id', 'url'] : ['id']);
  const slots = new Map<string, Slot>();
  definition.elements.forEach((element, order) => {
    if (element.max === 0 || (definition.kind === 'primitive-type' && element.name === 'value')) return;
    const attribute = attributes.has(element.name);
    for (const type of element.types) {
      const name = element.choice ? element.name + type[0]!.toUpperCase() + type.slice(1) : element.name;
      const list = element.max === undefined;
      slots.set(name, { name, element: element.name, order, type, list, kind: kindOf(type), attribute });
    }
  });
  return { resource, attributes, slots };
}

function kindOf(type: string): Slot['kind'] {
  if (type === 'xhtml') return 'xhtml';
  const kind = types[type]?.kind;
  if (kind === 'resource') return 'resource';
  return kind === 'primitive-type' ? 'primitive' : 'complex';
}

const numbers: ReadonlySet<string> = new Set(['decimal', 'integer', 'positiveInt', 'unsignedInt']);

/** What JSON has for a primitive type. https://hl7.org/fhir/R4/json.html#primitive */
export function jsonKind(primitive: string): 'number' | 'boolean' | 'string' {
  return numbers.has(primitive) ? 'number' : primitive === 'boolean' ? 'boolean' : 'string';
}
