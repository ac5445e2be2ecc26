/** https://www.rfc-editor.org/rfc/rfc5261#section-4.3 */
import type { Element, Node } from '@xmldom/xmldom';
import { fail, failMalformed } from '../../failure.ts';
import { newNodes, nodeType, type Step, type XmlPatchOperation } from '../operation.ts';

export const add: XmlPatchOperation = {
  name: 'add',
  attributes: ['pos', 'type'],
  apply(step) {
    const { operation } = step;
    const type = operation.getAttribute('type');
    if (type === null) addNodes(step, operation.getAttribute('pos'));
    else if (operation.hasAttribute('pos')) failMalformed('"pos" and "type" exclude each other');
    else if (type.startsWith('namespace::')) addNamespace(step, type.slice('namespace::'.length));
    else if (type.startsWith('@')) addAttribute(step, type.slice(1));
    else failMalformed(`"type" must be "@name" or "namespace::prefix", and is "${type}"`);
  },
};

/** Where the new nodes go, by `pos`: the parent and the node they stand before. */
const positions: Readonly<Record<string, (target: Node) => readonly [parent: Node | null, before: Node | null]>> = {
  append: (target) => [target, null],
  prepend: (target) => [target, target.firstChild],
  before: (target) => [target.parentNode, target],
  after: (target) => [target.parentNode, target.nextSibling],
};

function addNodes(step: Step, pos: string | null): void {
  const place = pos === null ? positions.append! : Object.hasOwn(positions, pos) && pos !== 'append' && positions[pos];
  if (!place) failMalformed(`"pos" must be prepend, before or after, and is "${pos}"`);
  const [parent, before] = place(step.target);
  if (parent?.nodeType !== nodeType.element) fail('nodes can only be added inside an element');
  for (const node of newNodes(step)) parent.insertBefore(node, before);
}

function elementOf({ target }: Step): Element {
  return target.nodeType === nodeType.element ? (target as Element) : fail('only an element can have attributes');
}

function addAttribute(step: Step, name: string): void {
  const element = elementOf(step);
  const prefix = name.includes(':') ? name.slice(0, name.indexOf(':')) : null;
  const namespace = prefix === null ? null : step.operation.lookupNamespaceURI(prefix);
  if (prefix !== null && namespace === null) failMalformed(`the prefix "${prefix}" of "type" is not declared`);
  if (name === 'xmlns' || prefix === 'xmlns') failMalformed('a namespace is added with type="namespace::prefix"');
  const local = prefix === null ? name : name.slice(prefix.length + 1);
  if (element.hasAttributeNS(namespace, local)) fail(`the element has the attribute "${name}" already`);
  element.setAttributeNS(namespace, name, step.operation.textContent ?? '');
}

function addNamespace(step: Step, prefix: string): void {
  const element = elementOf(step);
  if (element.hasAttribute(`xmlns:${prefix}`)) fail(`the element declares the prefix "${prefix}" already`);
  element.setAttributeNS('http://www.w3.org/2000/xmlns/', `xmlns:${prefix}`, step.operation.textContent ?? '');
}
