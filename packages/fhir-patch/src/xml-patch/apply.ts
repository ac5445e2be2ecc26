/** XML Patch on the XML of a resource: https://www.rfc-editor.org/rfc/rfc5261, https://hl7.org/fhir/R4/http.html#patch */
import { fhirNamespace, parseXml, xhtmlNamespace } from '@charthouse/fhir-xml';
import { type Document, type Element, type Node, XMLSerializer } from '@xmldom/xmldom';
import { fail, failMalformed, forOperation, malformedPatch, refusePatch } from '../failure.ts';
import { defaultPatchLimits, type PatchLimits } from '../limits.ts';
import { nodeType } from './operation.ts';
import { xmlPatchOperations } from './operations/index.ts';
import { type Scope, select } from './select.ts';
import { parseSelector } from './selector.ts';

/** Prefixes that a patch need not declare. */
const wellKnown: Readonly<Record<string, string>> = { f: fhirNamespace, h: xhtmlNamespace };

/**
 * The XML of the resource with all operations done, or an error and nothing done. Whether the result is a resource is for `readXml` to
 * say.
 * @param xml of the resource
 * @param patch an element `diff` or `patch` with `add`, `replace` and `remove` elements
 * @throws OutcomeError saying which operation failed at which selector, and why: 422 for one that cannot be done, 400 for a malformed
 * patch, with line and column for text that is no XML
 */
export function applyXmlPatch(xml: string, patch: string, limits: PatchLimits = defaultPatchLimits): string {
  const size = { depth: limits.depth, length: limits.size };
  const document = parseXml(xml, size);
  const operations = operationsOf(parseXml(patch, size));
  if (operations.length === 0) throw malformedPatch('it has no operations');
  if (operations.length > limits.operations)
    throw refusePatch(`it has ${operations.length} operations; at most ${limits.operations} are accepted`);
  const visit = visitor(limits);
  for (const [index, operation] of operations.entries())
    forOperation(
      `Operation ${index + 1} (${operation.localName} ${(operation.getAttribute('sel') ?? '').slice(0, 200)})`,
      () => applyOperation(operation, { document, limits, visit }),
    );
  const result = new XMLSerializer().serializeToString(document);
  if (result.length > limits.size) throw refusePatch(`the result would be longer than ${limits.size} characters`);
  return result;
}

function operationsOf(patch: Document): Element[] {
  const root = patch.documentElement!;
  if (root.localName !== 'diff' && root.localName !== 'patch')
    throw malformedPatch('an XML Patch is an element "diff" or "patch" that holds the operations');
  const children = Array.from(root.childNodes);
  if (children.some((node) => node.nodeType === nodeType.text && node.textContent?.trim()))
    throw malformedPatch('there is text between the operations');
  return children.filter((node): node is Element => node.nodeType === nodeType.element);
}

interface Patching {
  readonly document: Document;
  readonly limits: PatchLimits;
  readonly visit: Scope['visit'];
}

function applyOperation(element: Element, patching: Patching): void {
  const { limits, visit } = patching;
  const operation = xmlPatchOperations.get(element.localName ?? '');
  if (!operation) failMalformed(`an operation is one of ${[...xmlPatchOperations.keys()].join(', ')}`);
  for (const { name, namespaceURI } of Array.from(element.attributes))
    if (!namespaceURI && name !== 'sel' && !operation.attributes.includes(name))
      failMalformed(`"${operation.name}" has no attribute "${name}"`);
  const target = selected(element, patching);
  visit(Math.ceil((target.parentNode ?? target).childNodes.length / siblingsPerVisit));
  if (depthOf(target) + heightOf(element) > limits.depth)
    fail(`the result would be nested deeper than ${limits.depth} levels`);
  operation.apply({ operation: element, target });
}

/** Changing a node makes the DOM count its siblings anew. */
const siblingsPerVisit = 10;

function selected(element: Element, { document, limits, visit }: Patching): Node {
  const sel = element.getAttribute('sel');
  if (!sel) return failMalformed('the attribute "sel" is missing');
  if (sel.length > limits.path) fail(`the selector is longer than ${limits.path} characters`);
  const nodes = select(document, parseSelector(sel), { namespace: namespacesOf(element), visit });
  if (nodes.length !== 1) fail(`the selector leads to ${nodes.length} nodes, and must lead to one`);
  return nodes[0]!;
}

/** The prefixes in scope at an operation, each looked up once. */
function namespacesOf(element: Element): Scope['namespace'] {
  const known = new Map<string, string | null | undefined>();
  return (prefix) => {
    if (!known.has(prefix)) {
      const standard = Object.hasOwn(wellKnown, prefix) ? wellKnown[prefix] : undefined;
      known.set(prefix, element.lookupNamespaceURI(prefix) ?? standard);
    }
    return known.get(prefix);
  };
}

function visitor(limits: PatchLimits): Scope['visit'] {
  let left = limits.visits;
  return (nodes) => {
    left -= nodes;
    if (left < 0)
      fail(`the selectors of the patch look at more than ${limits.visits} nodes; update the resource instead`);
  };
}

/** How many levels deep a node stands. */
function depthOf(node: Node): number {
  let depth = 0;
  for (let at: Node | null = node; at; at = at.parentNode) depth++;
  return depth;
}

/** How many levels of nodes there are in a node. */
function heightOf(node: Node): number {
  let height = 0;
  for (let child = node.firstChild; child; child = child.nextSibling) height = Math.max(height, 1 + heightOf(child));
  return height;
}
