/** FHIR JSON -> FHIR XML, led by the definitions: elements in the order of the definition. https://hl7.org/fhir/R4/xml.html */
import { isObject, type JsonObject, type JsonValue, type NumberLiteral } from '@charthouse/fhir-model';
import { isResourceType } from '@charthouse/fhir-model/definitions';
import { fhirNamespace, jsonKind, type Layout, layoutOf, type Slot } from './layout.ts';
import { type LiteralTexts, literalTexts } from './literal-texts.ts';
import { narrativeXml } from './narrative.ts';
import { unwritable } from './unwritable.ts';
import { attributeText } from './xml-text.ts';

interface Writing {
  readonly literals: LiteralTexts;
  /** White space for one level of nesting; empty: compact. */
  readonly indent: string;
}

interface At {
  /** FHIRPath of what is being written. */
  readonly path: string;
  /** What stands before each tag at this level: a line break and white space, or nothing. */
  readonly lead: string;
}

/**
 * The XML form of a resource.
 * @param literals number texts as `parseJson` and `readXml` give them: 1.0 stays 1.0
 * @param indent white space for one level of nesting; none: compact
 * @throws OutcomeError 406 with the FHIRPath of what FHIR XML cannot hold: an element the definitions do not know, a value of the
 * wrong kind, a character that XML does not have, a narrative that is no well-formed XHTML.
 */
export function writeXml(value: JsonValue, literals: readonly NumberLiteral[] = [], indent = ''): string {
  const writing = { literals: literalTexts(literals), indent };
  const type = isObject(value) ? String(value.resourceType) : 'Resource';
  const root = writeResource(writing, value, { path: type, lead: indent && '\n' });
  return `<?xml version="1.0" encoding="UTF-8"?>${root.replace(type, `${type} xmlns="${fhirNamespace}"`)}`;
}

function writeResource(writing: Writing, value: JsonValue, at: At): string {
  const type = isObject(value) ? value.resourceType : undefined;
  if (!isObject(value) || typeof type !== 'string' || !isResourceType(type))
    throw unwritable(at.path, 'is no resource of FHIR R4');
  return writeObject(writing, value, { at, name: type, layout: layoutOf(type) });
}

interface Tag {
  readonly at: At;
  readonly name: string;
  readonly layout: Layout;
  /** The `value` attribute of a primitive, ready to be placed. */
  readonly value?: string;
}

function writeObject(writing: Writing, object: JsonObject, { at, name, layout, value = '' }: Tag): string {
  refuseUnknown(object, layout, at.path);
  let head = `${at.lead}<${name}`;
  for (const attribute of layout.attributes) {
    const text = object[attribute];
    if (text !== undefined) head += attributeOf(attribute, text, at.path);
  }
  head += value;
  const inside = at.lead && at.lead + writing.indent;
  let body = '';
  for (const slot of layout.slots.values()) body += writeSlot(writing, object, { slot, path: at.path, lead: inside });
  if (body) return `${head}>${body}${at.lead}</${name}>`;
  if (!layout.resource && head.length === at.lead.length + name.length + 1) throw unwritable(at.path, 'is empty');
  return `${head}/>`;
}

function refuseUnknown(object: JsonObject, layout: Layout, path: string): void {
  for (const key of Object.keys(object)) {
    if (layout.slots.has(key) || (layout.resource && key === 'resourceType')) continue;
    if (key.startsWith('_') && hasCompanion(layout.slots.get(key.slice(1)))) continue;
    throw unwritable(`${path}.${key}`, 'is not known to FHIR R4');
  }
}

function hasCompanion(slot: Slot | undefined): boolean {
  return slot?.kind === 'primitive' && !slot.attribute;
}

function attributeOf(name: string, value: JsonValue, path: string): string {
  if (typeof value !== 'string' || value === '') throw unwritable(`${path}.${name}`, 'must be text that is not empty');
  const text = attributeText(value);
  if (text === undefined) throw unwritable(`${path}.${name}`, 'has a character that XML does not have');
  return ` ${name}="${text}"`;
}

interface Place extends At {
  readonly slot: Slot;
}

function writeSlot(writing: Writing, holder: JsonObject, place: Place): string {
  const { slot } = place;
  if (slot.attribute) return '';
  const value = holder[slot.name];
  const companion = hasCompanion(slot) ? holder[`_${slot.name}`] : undefined;
  if (value === undefined && companion === undefined) return '';
  const path = `${place.path}.${slot.element}`;
  if (!slot.list) return writeItem(writing, { ...place, path, holder, key: slot.name, companion });
  const values = value ?? [];
  const companions = companion ?? [];
  if (!Array.isArray(values) || !Array.isArray(companions)) throw unwritable(path, 'must be a list');
  const length = Math.max(values.length, companions.length);
  if (length === 0) throw unwritable(path, 'is an empty list');
  let xml = '';
  for (let key = 0; key < length; key++) {
    const item = { ...place, path: `${path}[${key}]`, holder: values, key, companion: companions[key] };
    xml += writeItem(writing, item);
  }
  return xml;
}

interface Item extends Place {
  readonly holder: JsonObject | JsonValue[];
  readonly key: string | number;
  readonly companion: JsonValue | undefined;
}

function writeItem(writing: Writing, item: Item): string {
  const { slot, path, holder, key } = item;
  const value = (holder as Record<string | number, JsonValue | undefined>)[key];
  if (slot.kind === 'primitive') return writePrimitive(writing, item, value ?? undefined);
  if (slot.kind === 'xhtml') {
    const xhtml = typeof value === 'string' ? narrativeXml(value) : undefined;
    if (xhtml === undefined) throw unwritable(path, 'is no well-formed XHTML div');
    return item.lead + xhtml;
  }
  if (slot.kind === 'resource') {
    const inner = writeResource(writing, value ?? null, { path, lead: item.lead && item.lead + writing.indent });
    return `${item.lead}<${slot.name}>${inner}${item.lead}</${slot.name}>`;
  }
  if (!isObject(value)) throw unwritable(path, 'must be an object');
  return writeObject(writing, value, { at: item, name: slot.name, layout: layoutOf(slot.type) });
}

function writePrimitive(writing: Writing, item: Item, value: JsonValue | undefined): string {
  const { slot, path, holder, key, companion } = item;
  if (value !== undefined && typeof value !== jsonKind(slot.type)) throw unwritable(path, `is no ${slot.type}`);
  if (companion !== undefined && companion !== null && !isObject(companion))
    throw unwritable(path, 'has a companion that is no object');
  const text = typeof value === 'number' ? writing.literals(holder, key, value) : value;
  const attribute = text === undefined ? undefined : attributeOf('value', String(text), path);
  return writeObject(writing, companion ?? {}, {
    at: item,
    name: slot.name,
    layout: layoutOf(slot.type),
    value: attribute,
  });
}
