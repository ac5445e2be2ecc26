/**
 * Invariants that the structure keeps or that a rule written by hand checks, much faster than their FHIRPath would:
 * ele-1 and dom-2 (structure/), ext-1, ref-1, dom-3, dom-4, dom-5 (rules/), txt-1 and txt-2 (primitives/xhtml.ts).
 */
export const nativeInvariants: ReadonlySet<string> = new Set([
  'ele-1', 'dom-2', 'ext-1', 'ref-1', 'dom-3', 'dom-4', 'dom-5', 'txt-1', 'txt-2',
]); // biome-ignore format: one table
