/** https://www.rfc-editor.org/rfc/rfc5261#section-4.4 */
import type { Attr, Node } from '@xmldom/xmldom';
import { fail } from '../../failure.ts';
import { newNodes, nodeType, type Step, type XmlPatchOperation } from '../operation.ts';

/** An element by an element, a comment by a comment, an attribute's value or a text by text. */
export const replace: XmlPatchOperation = {
  name: 'replace',
  attributes: [],
  apply(step) {
    const { target, operation } = step;
    if (target.nodeType === nodeType.attribute) {
      (target as Attr).value = operation.textContent ?? '';
      return;
    }
    const parent = target.parentNode;
    if (!parent) fail('the document itself cannot be replaced');
    for (const node of replacements(step)) parent.insertBefore(node, target);
    parent.removeChild(target);
  },
};

function replacements(step: Step): Node[] {
  const all = newNodes(step);
  const kinds = kindsLike(step.target);
  if (kinds === textKinds) {
    if (all.some((node) => !textKinds.includes(node.nodeType))) fail('text can only be replaced by text');
    return all;
  }
  const nodes = all.filter((node) => node.nodeType !== nodeType.text || node.textContent?.trim());
  if (nodes.length !== 1 || !kinds.includes(nodes[0]!.nodeType))
    fail('a node is replaced by exactly one node of its kind');
  return nodes;
}

const textKinds: readonly number[] = [nodeType.text, nodeType.cdata];
const kindsLike = (node: Node) => (textKinds.includes(node.nodeType) ? textKinds : [node.nodeType]);
