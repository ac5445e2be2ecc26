/** What every operation of XML Patch is: https://www.rfc-editor.org/rfc/rfc5261#section-4 */
import type { Element, Node } from '@xmldom/xmldom';

/** One operation of a patch with the one node its selector found. */
export interface Step {
  /** The operation's element in the patch, whose content is what is new. */
  readonly operation: Element;
  readonly target: Node;
}

export interface XmlPatchOperation {
  readonly name: string;
  /** The attributes it may have besides `sel`. */
  readonly attributes: readonly string[];
  /** Changes the document or fails. */
  readonly apply: (step: Step) => void;
}

export const nodeType = {
  element: 1,
  attribute: 2,
  text: 3,
  cdata: 4,
  instruction: 7,
  comment: 8,
  document: 9,
} as const;

/** Copies of the nodes an operation brings, in order, ready to be placed into the target's document. */
export function newNodes({ operation, target }: Step): Node[] {
  const document = target.nodeType === nodeType.document ? target : target.ownerDocument;
  return Array.from(operation.childNodes).map((node) =>
    (document as NonNullable<Node['ownerDocument']>).importNode(node, true),
  );
}
