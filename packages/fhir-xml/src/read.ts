/** FHIR XML -> FHIR JSON, led by the definitions. https://hl7.org/fhir/R4/xml.html */
import type { JsonObject, JsonValue, NumberLiteral, ParsedJson } from '@charthouse/fhir-model';
import { isResourceType } from '@charthouse/fhir-model/definitions';
import type { Element } from '@xmldom/xmldom';
import { type AttributeRule, elementsOf, readAttributes } from './dom-content.ts';
import { fhirNamespace, type Layout, layoutOf, type Slot, xhtmlNamespace } from './layout.ts';
import { narrativeText } from './narrative.ts';
import { normaliseLineEnds, parseXml } from './parse-xml.ts';
import { lineStarts, placeOf } from './place.ts';
import { defaultXmlLimits, malformedXml, type XmlLimits } from './preflight.ts';
import { dropEmptyLists, keepPrimitive, listAt, type Primitive, primitiveValue } from './primitive.ts';
import { collectProblems, type Problems } from './problems.ts';

/** What one reading shares. */
interface Reading {
  readonly source: string;
  readonly lines: () => readonly number[];
  readonly problems: Problems;
  readonly literals: NumberLiteral[];
  readonly depthLimit: number;
}

/** The JSON object being filled: its FHIRPath, its nesting in the JSON form, the layout of its type. */
interface Frame {
  readonly path: string;
  readonly depth: number;
  readonly layout: Layout;
}

/**
 * The JSON form of one resource in XML, with the text of numbers as written (`<value value="1.0"/>` stays 1.0). Comments and
 * processing instructions are dropped: JSON has no place for them.
 * @throws OutcomeError 400 with line and column: not well-formed, DOCTYPE, too deep; or, all together with their FHIRPath: unknown
 * element or attribute, wrong namespace, order or number of elements, text or values that do not belong (`MisreadXml`, with all that
 * was read). 413: too long.
 */
export function readXml(text: string, limits: XmlLimits = defaultXmlLimits): ParsedJson {
  const source = normaliseLineEnds(text);
  const root = parseXml(source, limits).documentElement!;
  const problems = collectProblems();
  const reading = { source, lines: lineStarts(source), problems, literals: [], depthLimit: limits.depth };
  const value = readResource(reading, root, { path: root.localName ?? '', depth: 1 });
  const read = { value: value ?? null, literals: reading.literals };
  problems.settle(read);
  return read;
}

function readResource(
  reading: Reading,
  element: Element,
  at: { readonly path: string; readonly depth: number },
): JsonObject | undefined {
  const type = element.localName ?? '';
  if (element.namespaceURI !== fhirNamespace || !isResourceType(type)) {
    const diagnostics =
      element.namespaceURI === fhirNamespace
        ? `"${type}" is no resource type of FHIR R4`
        : `"${element.tagName}" is not in the namespace ${fhirNamespace}; a FHIR resource is expected here`;
    reading.problems.add({ node: element, code: 'structure', diagnostics, expression: at.path });
    return undefined;
  }
  const target: JsonObject = { resourceType: type };
  readContent(reading, element, { target, frame: { ...at, layout: layoutOf(type) } });
  return target;
}

/** Attributes and child elements of `element` into `target`. */
function readContent(
  reading: Reading,
  element: Element,
  { target, frame }: { readonly target: JsonObject; readonly frame: Frame },
): void {
  const { path, layout } = frame;
  if (frame.depth > reading.depthLimit) {
    const { line, column } = placeOf(element);
    throw malformedXml(`Nested deeper than ${reading.depthLimit} levels`, line, column);
  }
  readAttributes(reading.problems, element, { path, allowed: layout.attributes, into: target } satisfies AttributeRule);
  let last: Slot | undefined;
  for (const child of elementsOf(reading.problems, element, path)) {
    const slot = layout.slots.get(child.localName ?? '');
    const namespace = slot?.kind === 'xhtml' ? xhtmlNamespace : fhirNamespace;
    const problem = misplaced(child, { slot, last, namespace });
    if (problem) {
      const expression = slot ? `${path}.${child.localName}` : path;
      reading.problems.add({ node: child, code: 'structure', diagnostics: problem, expression });
    }
    if (slot && (!problem || isElsewhere(child, { slot, target, namespace })))
      readSlot(reading, child, { target, frame, slot });
    if (slot && slot.order >= (last?.order ?? 0)) last = slot;
  }
  dropEmptyLists(target);
}

/** Why a child element may not stand where it stands. */
function misplaced(
  child: Element,
  { slot, last, namespace }: { slot: Slot | undefined; last: Slot | undefined; namespace: string },
): string | undefined {
  if (!slot || slot.attribute) return `The element "${child.tagName}" is not known here`;
  if (child.namespaceURI !== namespace)
    return `The element "${child.tagName}" must be in the namespace ${namespace}, not in "${child.namespaceURI ?? ''}"`;
  if (!last || slot.order > last.order) return undefined;
  if (slot.order < last.order)
    return `The element "${slot.name}" must stand before "${last.name}": order matters in FHIR XML`;
  if (slot.list) return undefined;
  return slot.name === last.name
    ? `The element "${slot.name}" stands twice, but may stand once`
    : `"${slot.name}" and "${last.name}" are two values of ${slot.element}[x], which may have one`;
}

/** Out of order only: it is there, so it is not missing. */
function isElsewhere(
  child: Element,
  { slot, target, namespace }: { slot: Slot; target: JsonObject; namespace: string },
): boolean {
  return !slot.attribute && child.namespaceURI === namespace && (slot.list || target[slot.name] === undefined);
}

interface Target {
  readonly target: JsonObject;
  readonly frame: Frame;
  readonly slot: Slot;
}

function readSlot(reading: Reading, child: Element, { target, frame, slot }: Target): void {
  const list = slot.list ? listAt(target, slot.name) : undefined;
  const path = `${frame.path}.${slot.element}${list ? `[${list.length}]` : ''}`;
  const at = { path, depth: frame.depth + (list ? 2 : 1) };
  if (slot.kind === 'primitive') {
    const primitive = readPrimitive(reading, child, { at, slot });
    keepPrimitive(target, slot, { ...primitive, literals: reading.literals });
    return;
  }
  const value = readers[slot.kind](reading, child, { at, slot });
  if (value === undefined) return;
  if (list) list.push(value);
  else target[slot.name] = value;
}

interface Position {
  readonly at: { readonly path: string; readonly depth: number };
  readonly slot: Slot;
}

const readers = {
  complex(reading: Reading, child: Element, { at, slot }: Position): JsonValue {
    const value: JsonObject = {};
    readContent(reading, child, { target: value, frame: { ...at, layout: layoutOf(slot.type) } });
    if (Object.keys(value).length === 0) reportEmpty(reading, child, at.path);
    return value;
  },
  resource(reading: Reading, child: Element, { at, slot }: Position): JsonValue | undefined {
    readAttributes(reading.problems, child, { path: at.path, allowed: new Set(), into: {} });
    const inner = elementsOf(reading.problems, child, at.path);
    if (inner.length === 1) return readResource(reading, inner[0]!, at);
    const diagnostics = `"${slot.name}" must hold exactly one resource, but holds ${inner.length}`;
    reading.problems.add({ node: child, code: 'structure', diagnostics, expression: at.path });
    return undefined;
  },
  xhtml(reading: Reading, child: Element): JsonValue {
    const { line, column } = placeOf(child);
    return narrativeText(child, reading.source, reading.lines()[line - 1]! + column - 1);
  },
};

/** In XML a primitive is an element like any other, with its value as an attribute. */
const primitiveLayout: Layout = { ...layoutOf('string'), attributes: new Set(['id', 'value']) };

function readPrimitive(reading: Reading, child: Element, { at, slot }: Position): Primitive {
  const content: JsonObject = {};
  readContent(reading, child, { target: content, frame: { ...at, layout: primitiveLayout } });
  const { value: text, ...companion } = content as JsonObject & { value?: string };
  if (text === undefined && !companion.extension) reportEmpty(reading, child, at.path);
  const value = text === undefined ? undefined : primitiveValue(slot.type, text);
  if (value !== null) return { text, value, companion: Object.keys(companion).length ? companion : undefined };
  const diagnostics = `"${text?.slice(0, 50)}" is no ${slot.type}`;
  reading.problems.add({ node: child, code: 'value', diagnostics, expression: at.path });
  return { text, value: text, companion: undefined };
}

function reportEmpty(reading: Reading, node: Element, expression: string): void {
  const diagnostics = 'An element of FHIR is never empty: it has a value, child elements or extensions';
  reading.problems.add({ node, code: 'required', diagnostics, expression });
}
