/** A kind of growing thing: the files a new one begins with, and its line in the registry. */

/** The name of a new thing in the spellings its files need. */
export interface Name {
  /** `near-by`: files, ids, commands. */
  readonly kebab: string;
  /** `nearBy`: values. */
  readonly camel: string;
  /** `near by`: sentences. */
  readonly words: string;
}

export interface Kind {
  /** As in `npm run new -- KIND NAME`. */
  readonly name: string;
  /** One line for the list of kinds. */
  readonly about: string;
  /** Where its files go, and the registry where there is one; relative to the project folder. */
  readonly folder: string;
  /** Text of each new file, by its path below `folder`. The first holds the thing, another its cases. */
  readonly files: (name: Name) => Readonly<Record<string, string>>;
  /** Absent: there is no registry, it is passed to whoever runs it. */
  readonly line?: (name: Name) => {
    /** The import that `index.ts` needs. */
    readonly import: string;
    /** The constant in `index.ts` that lists the things, and the new entry. */
    readonly list: string;
    readonly entry: string;
  };
  /** What is left to do by hand, one sentence each. */
  readonly next?: readonly string[];
}

const kebabCase = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;

/** @throws Error when the name is not kebab-case */
export function nameOf(kebab: string): Name {
  if (!kebabCase.test(kebab)) throw new Error(`"${kebab}" is no name in kebab-case, such as near-by`);
  return {
    kebab,
    camel: kebab.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase()),
    words: kebab.replaceAll('-', ' '),
  };
}
