/** The XHTML of narratives, kept as it was written. https://hl7.org/fhir/R4/narrative.html */
import { OutcomeError } from '@charthouse/fhir-model';
import { type Element, type Node, XMLSerializer } from '@xmldom/xmldom';
import { xhtmlNamespace } from './layout.ts';
import { nextMarkup } from './markup.ts';
import { normaliseLineEnds, parseXml } from './parse-xml.ts';

/**
 * The text of an XHTML element, to stand alone as a JSON string. When it declares its namespace itself and uses no prefixes (the
 * usual), it is the source text; else it is written anew with the declarations it needs.
 * @param from where the element starts in `source`
 */
export function narrativeText(div: Element, source: string, from: number): string {
  const own = div.getAttribute('xmlns') === xhtmlNamespace && !hasPrefixes(div);
  return own ? source.slice(from, endOfElement(source, from)) : new XMLSerializer().serializeToString(div);
}

function hasPrefixes(node: Node): boolean {
  const element = node as Element;
  if (element.prefix) return true;
  for (const attribute of Array.from(element.attributes ?? []))
    if (attribute.prefix && attribute.prefix !== 'xml') return true;
  for (let child = node.firstChild; child; child = child.nextSibling) if (hasPrefixes(child)) return true;
  return false;
}

/** Where the element that starts at `from` ends; the text is known to be well-formed. */
function endOfElement(source: string, from: number): number {
  let depth = 0;
  let at = from;
  for (let markup = nextMarkup(source, at); markup; markup = nextMarkup(source, at)) {
    at = markup.to;
    if (markup.kind === 'start') depth++;
    else if (markup.kind === 'end') depth--;
    if (depth === 0) break;
  }
  return at;
}

/**
 * A narrative of the JSON form as an XML fragment: unchanged if it is one well-formed XHTML `div`, with the namespace added if it
 * has none; undefined if it is anything else.
 */
export function narrativeXml(text: string): string | undefined {
  const trimmed = normaliseLineEnds(text).trim();
  const root = rootOf(trimmed);
  if (root?.localName !== 'div' || !trimmed.startsWith(`<${root.tagName}`)) return undefined;
  if (endOfElement(trimmed, 0) !== trimmed.length) return undefined;
  if (root.namespaceURI === xhtmlNamespace) return trimmed;
  return root.namespaceURI ? undefined : `<div xmlns="${xhtmlNamespace}"${trimmed.slice(4)}`;
}

function rootOf(text: string): Element | null {
  try {
    return parseXml(text).documentElement;
  } catch (error) {
    if (error instanceof OutcomeError) return null;
    throw error;
  }
}
