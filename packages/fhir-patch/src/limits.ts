/** What a patch may cost. */
export interface PatchLimits {
  readonly operations: number;
  /** Deepest nesting of objects and arrays (or XML elements) of the result. */
  readonly depth: number;
  /** Characters of the resource and of all that is copied into it, roughly its JSON text: small patches cannot blow up. */
  readonly size: number;
  /** Longest path or selector, in characters. */
  readonly path: number;
  /** Nodes that the selectors or paths of a patch may look at, all together: about a microsecond each. */
  readonly visits: number;
}

export const defaultPatchLimits: PatchLimits = {
  operations: 1_000,
  depth: 128,
  size: 50_000_000,
  path: 1_000,
  visits: 5_000_000,
};
