/** Where the elements of a FHIR JSON path stand in XML text, for messages. https://hl7.org/fhir/R4/xml.html */
import type { Path, Position } from '@charthouse/fhir-model';
import { isResourceType } from '@charthouse/fhir-model/definitions';
import type { Element } from '@xmldom/xmldom';
import { parseXml } from './parse-xml.ts';

/** Finds paths in a text that `readXml` took: the deepest step of the path that the text has. */
export function xmlLocator(text: string): (path: Path) => Position | undefined {
  const root = parseXml(text).documentElement;
  return (path) => {
    if (!root) return undefined;
    let place = root;
    for (const [at, step] of path.entries()) {
      if (typeof step === 'number') continue;
      const index = path[at + 1];
      const next = named(place, step)[typeof index === 'number' ? index : 0];
      if (!next) break;
      place = next;
    }
    return { line: place.lineNumber ?? 1, column: place.columnNumber ?? 1 };
  };
}

/** A resource stands in an element of its type below `contained` or `resource`. */
function named(holder: Element, name: string): Element[] {
  const children = childElements(holder);
  const [only] = children;
  const inside = only && isResourceType(only.localName ?? '') ? childElements(only) : children;
  return inside.filter(({ localName }) => localName === name);
}

function childElements(element: Element): Element[] {
  return [...element.childNodes].filter((node): node is Element => node.nodeType === node.ELEMENT_NODE);
}
