/** What a leaf of the ledger can state: the kinds, their number and their fields in the order of their bytes. docs/ledger.md */

/** The kinds of fields, and what a value of each is. */
export interface FieldValues {
  /** Any Unicode text. */
  readonly text: string;
  /** Not negative, below 2^63. */
  readonly count: bigint;
  /** Microseconds since 1970-01-01T00:00:00Z. */
  readonly time: bigint;
  readonly flag: boolean;
  /** SHA-256, 32 bytes. */
  readonly digest: Uint8Array;
  readonly leaves: readonly DestroyedLeaf[];
}

/** A leaf whose salt and data were destroyed. */
export interface DestroyedLeaf {
  readonly index: bigint;
  readonly leafHash: Uint8Array;
}

/** A kind is never renumbered, and its fields never change: what differs is a new kind. */
export const kinds = {
  /** One version of a resource; `content` is the digest of the exact stored bytes. */
  version: {
    code: 1,
    fields: { type: 'text', id: 'text', version: 'count', time: 'time', deleted: 'flag', content: 'digest' },
  },
  /** Rows of the access log, which are leaves of a tree of their own with this root. */
  accesses: { code: 2, fields: { first: 'time', last: 'time', rows: 'count', root: 'digest' } },
  /** One row of the access log, a leaf of that inner tree. */
  access: { code: 3, fields: { id: 'text', time: 'time', content: 'digest' } },
  /** A change of who may do what: `subject` is policy, role or key. */
  change: { code: 4, fields: { subject: 'text', id: 'text', version: 'count', time: 'time', content: 'digest' } },
  /** Lawful destruction; `content` is the digest of the certificate. */
  destruction: { code: 5, fields: { id: 'text', time: 'time', content: 'digest', leaves: 'leaves' } },
} as const satisfies Readonly<Record<string, KindDefinition>>;

interface KindDefinition {
  readonly code: number;
  readonly fields: Readonly<Record<string, keyof FieldValues>>;
}

export type Kind = keyof typeof kinds;

type Fields<K extends Kind> = (typeof kinds)[K]['fields'];

export type StatementOf<K extends Kind> = { readonly kind: K } & {
  readonly [F in keyof Fields<K>]: Fields<K>[F] extends keyof FieldValues ? FieldValues[Fields<K>[F]] : never;
};

export type Statement = { [K in Kind]: StatementOf<K> }[Kind];
