/** What an audit of the whole log finds, and the words for it. docs/ledger.md */

export type AuditKind = 'altered' | 'deleted' | 'inserted' | 'swapped' | 'truncated' | 'kept' | 'tile' | 'rewritten';

export interface AuditFinding {
  readonly kind: AuditKind;
  /** The first leaf that is concerned. */
  readonly position: bigint;
  /** How many leaves follow each other with the same finding. */
  readonly count: bigint;
  /** Of a swap: where the other one is. */
  readonly other?: bigint;
}

const sentences: { readonly [K in AuditKind]: (finding: AuditFinding) => string } = {
  altered: (one) => `${leaves(one)} stored now as it was never recorded: altered afterwards.`,
  deleted: (one) => `${leaves(one)} gone from the record, and no destruction in the log names it.`,
  inserted: ({ position }) => `A row was put in at leaf ${position} that the log never held.`,
  swapped: ({ position, other }) => `Leaf ${position} and leaf ${other} have changed places.`,
  truncated: (one) => `The end is missing: ${leaves(one).toLowerCase()} signed for and no longer there.`,
  kept: (one) => `${leaves(one)} named as destroyed, and still stored.`,
  tile: (one) => `${leaves(one)} stored as signed for, but the hashes in the log were altered.`,
  rewritten: ({ position, count }) =>
    `Record and log were rewritten together, at leaf ${position} at the earliest and ${position + count - 1n} at the latest: they no longer lead to what was signed.`,
};

/** One sentence for whoever reads the result. */
export function wordsOf(finding: AuditFinding): string {
  return sentences[finding.kind](finding);
}

function leaves({ position, count }: AuditFinding): string {
  return count === 1n ? `Leaf ${position} is` : `Leaves ${position} to ${position + count - 1n} are`;
}
