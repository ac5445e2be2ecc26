/** The growing things of the house: where each kind lives. `npm run new` writes one; CONTRIBUTING.md shows how. */

export interface Growing {
  readonly folder: string;
  /** Files in the folder that are no such thing: its shape, what several of them share. */
  readonly shape: readonly string[];
}

export const growing: readonly Growing[] = [{ folder: 'tools/check/src/laws', shape: [] }];
