/** What a law of the house is: it looks at the house and says what breaks it. docs/house.md has them in words. */

/** The source tree as a law sees it. */
export interface House {
  /** Absolute path of the project folder. */
  readonly root: string;
  /** Every file that is or would be committed, relative to the root, with `/`. */
  readonly files: readonly string[];
  /** The text of one of `files`. */
  readonly read: (file: string) => string;
}

export interface Law {
  /** Short, for the line that says whether it holds. */
  readonly name: string;
  /** One line per finding, beginning with `path:line` where it has a place; none: the law holds. */
  readonly find: (house: House) => readonly string[] | Promise<readonly string[]>;
}
