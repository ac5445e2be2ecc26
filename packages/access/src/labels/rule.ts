/** A rule that labels resources by what they say: dated, cited, data. */

export interface LabelRule {
  readonly id: string;
  /** Law, standard or policy with its section. */
  readonly cites: string;
  /** Days in force, `YYYY-MM-DD`, both included. */
  readonly effective: { readonly from: string; readonly to?: string };
  readonly labels: readonly string[];
  /** One of these holds. */
  readonly when: {
    /** A Coding anywhere in it: code system -> codes; with a `*` at the end all that begin so. */
    readonly codes?: Readonly<Record<string, readonly string[]>>;
    /** It comes from one of these systems: `meta.source` is one, or begins with one that has a `*` at its end. */
    readonly sources?: readonly string[];
    /** It comes from a program under 42 CFR Part 2. */
    readonly fromPartTwoProgram?: true;
    /** It has one of these labels, sent or by a rule before, and its patient was so old (in years) on its day. */
    readonly labelled?: {
      readonly labels: readonly string[];
      readonly age: { readonly from: number; readonly under: number };
    };
  };
}
