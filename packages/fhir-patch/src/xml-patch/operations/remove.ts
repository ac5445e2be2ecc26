/** https://www.rfc-editor.org/rfc/rfc5261#section-4.5 */
import type { Attr, Element, Node } from '@xmldom/xmldom';
import { fail, failMalformed } from '../../failure.ts';
import { nodeType, type XmlPatchOperation } from '../operation.ts';

export const remove: XmlPatchOperation = {
  name: 'remove',
  attributes: ['ws'],
  apply({ target, operation }) {
    if (target.nodeType === nodeType.attribute) {
      const { ownerElement } = target as Attr;
      ownerElement?.removeAttributeNode(target as Attr);
      return;
    }
    const parent = target.parentNode;
    if (!parent || parent.nodeType === nodeType.document) fail('the root element cannot be removed');
    for (const blank of blanksAround(target, operation)) parent.removeChild(blank);
    parent.removeChild(target);
  },
};

/** The white space nodes that go with the target, by `ws`: before, after or both. */
function blanksAround(target: Node, operation: Element): Node[] {
  const ws = operation.getAttribute('ws');
  if (ws !== null && !['before', 'after', 'both'].includes(ws))
    failMalformed(`"ws" must be before, after or both, and is "${ws}"`);
  const blanks: Node[] = [];
  for (const [side, node] of [
    ['before', target.previousSibling],
    ['after', target.nextSibling],
  ] as const) {
    if (ws !== side && ws !== 'both') continue;
    if (node?.nodeType !== nodeType.text || node.textContent?.trim())
      return fail(`there is no white space ${side} the node`);
    blanks.push(node);
  }
  return blanks;
}
