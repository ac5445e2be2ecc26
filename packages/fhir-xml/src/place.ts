/** Where a DOM node stands in the source text. */
import type { Node } from '@xmldom/xmldom';

/** Offsets of the line starts of a text, found when first asked for. */
export function lineStarts(text: string): () => readonly number[] {
  let starts: number[] | undefined;
  return () => {
    if (starts) return starts;
    starts = [0];
    for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
    return starts;
  };
}

/** 1-based line and column of a node made by `parseXml`. */
export function placeOf(node: Node): { line: number; column: number } {
  return { line: node.lineNumber ?? 1, column: (node as Node & { columnNumber?: number }).columnNumber ?? 1 };
}
