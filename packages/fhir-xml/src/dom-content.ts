/** Attributes and child elements of a FHIR element, with everything else reported. https://hl7.org/fhir/R4/xml.html */
import type { JsonObject } from '@charthouse/fhir-model';
import type { Element, Node } from '@xmldom/xmldom';
import type { Problems } from './problems.ts';

const xmlnsNamespace = 'http://www.w3.org/2000/xmlns/';
const schemaInstanceNamespace = 'http://www.w3.org/2001/XMLSchema-instance';

export interface AttributeRule {
  /** FHIRPath of the element. */
  readonly path: string;
  readonly allowed: ReadonlySet<string>;
  /** Gets the allowed attributes as text. */
  readonly into: JsonObject;
}

/** Namespace declarations and `xsi:schemaLocation` are passed over; any other attribute must be allowed and not empty. */
export function readAttributes(problems: Problems, element: Element, { path, allowed, into }: AttributeRule): void {
  const { attributes } = element;
  for (let i = 0; i < attributes.length; i++) {
    const { name, namespaceURI, localName, value } = attributes.item(i)!;
    if (namespaceURI === xmlnsNamespace) continue;
    if (namespaceURI === schemaInstanceNamespace && localName === 'schemaLocation') continue;
    const known = !namespaceURI && allowed.has(name);
    if (known && value !== '') into[name] = value;
    else {
      const diagnostics = known ? `The attribute "${name}" is empty` : `The attribute "${name}" is not known here`;
      problems.add({ node: element, code: 'structure', diagnostics, expression: path });
    }
  }
}

const ELEMENT = 1;
const TEXT = 3;
const CDATA = 4;

/** The child elements; text between them other than white space is reported. */
export function elementsOf(problems: Problems, element: Element, path: string): Element[] {
  const elements: Element[] = [];
  for (let child: Node | null = element.firstChild; child; child = child.nextSibling) {
    if (child.nodeType === ELEMENT) elements.push(child as Element);
    else if ((child.nodeType === TEXT || child.nodeType === CDATA) && /[^ \t\n\r]/.test(child.nodeValue ?? '')) {
      const diagnostics = 'Text may not stand in an element of FHIR; values stand in the attribute "value"';
      problems.add({ node: child, code: 'structure', diagnostics, expression: path });
    }
  }
  return elements;
}
