/** Checks a whole log against the record and against every head that was signed, as a fold in flat memory. docs/ledger.md */
import { equal } from '../octets/octets.ts';
import { emptyFrontier, extend, type Frontier, rootOf } from '../tree/frontier.ts';
import type { TreeHash } from '../tree/hash.ts';
import { type AuditedLeaf, agrees, closed, compare, type Differences, noDifferences } from './differences.ts';
import { type AuditFinding, wordsOf } from './finding.ts';

/** A head that somebody keeps: a checkpoint of the log whose signature was verified, or what a witness cosigned. */
export interface KnownHead {
  readonly size: bigint;
  readonly root: Uint8Array;
  /** Who keeps it, as words for the report. */
  readonly by: string;
  /** Kept by another than the log itself: who has the key of the log can sign all others anew. */
  readonly outside?: boolean;
}

/** Immutable: an audit can be stopped, kept and taken up again. */
export interface Audit {
  readonly position: bigint;
  /** The tree of the hashes in the log. */
  readonly logged: Frontier;
  /** The tree of the record, from the first difference on. */
  readonly recorded?: Frontier;
  /** All heads, smallest first. */
  readonly heads: readonly KnownHead[];
  /** How many of them were met or missed. */
  readonly passed: number;
  /** The largest head that was met. */
  readonly lastMet?: KnownHead;
  /** The largest that was met of those that are kept outside. */
  readonly lastMetOutside?: KnownHead;
  /** The first head that was not. */
  readonly firstMissed?: KnownHead;
  readonly differences: Differences;
  /** Leaves whose data were lawfully destroyed. */
  readonly destroyed: bigint;
}

export interface AuditReport {
  readonly holds: boolean;
  readonly leaves: bigint;
  readonly destroyed: bigint;
  readonly root: Uint8Array;
  readonly lastMet?: KnownHead;
  readonly firstMissed?: KnownHead;
  /** In the order of their positions; the first is the first that is wrong. */
  readonly findings: readonly (AuditFinding & { readonly words: string })[];
  /** How many more there were. */
  readonly more: bigint;
}

/** Heads of any order; those of size 0 are left aside. */
export function beginAudit(heads: readonly KnownHead[]): Audit {
  const sorted = heads.filter(({ size }) => size > 0n).toSorted((a, b) => (a.size < b.size ? -1 : 1));
  return { position: 0n, logged: emptyFrontier, heads: sorted, passed: 0, differences: noDifferences, destroyed: 0n };
}

/**
 * Goes on with the next leaves.
 * @throws RangeError for a leaf in the log behind its end
 */
export function auditLeaves(audit: Audit, leaves: readonly AuditedLeaf[], hash: TreeHash): Audit {
  let now = audit;
  for (let at = 0; at < leaves.length; ) {
    const next = nextHead(now) ?? now.position + BigInt(leaves.length);
    const left = BigInt(leaves.length - at);
    const step = next - now.position < left ? Number(next - now.position) : Number(left);
    now = meetHeads(addLeaves(now, leaves.slice(at, at + step), hash), hash);
    at += step;
  }
  return now;
}

/** Size of the next head: those of the present size were compared, or the log ends before them. */
function nextHead({ heads, passed, position }: Audit): bigint | undefined {
  const size = heads[passed]?.size;
  return size !== undefined && size > position ? size : undefined;
}

function addLeaves(audit: Audit, leaves: readonly AuditedLeaf[], hash: TreeHash): Audit {
  let { differences, destroyed } = audit;
  const logged: Uint8Array[] = [];
  const recorded: Uint8Array[] = [];
  const behind = Number(audit.position - audit.logged.size);
  let agreed = audit.recorded === undefined;
  for (const [at, leaf] of leaves.entries()) {
    if (leaf.logged && logged.length < at + behind)
      throw new RangeError(`The log has a leaf at ${audit.position + BigInt(at)}, behind its end.`);
    if (leaf.logged) logged.push(leaf.logged);
    const stands = leaf.recorded ?? leaf.destroyed;
    if (stands) recorded.push(stands);
    if (!leaf.recorded && leaf.destroyed) destroyed += 1n;
    agreed &&= agrees(leaf);
    differences = compare(differences, leaf, audit.position + BigInt(at));
  }
  return {
    ...audit,
    position: audit.position + BigInt(leaves.length),
    logged: extend(audit.logged, logged, hash),
    recorded: agreed ? undefined : extend(audit.recorded ?? audit.logged, recorded, hash),
    differences,
    destroyed,
  };
}

/** Compares with the heads of the present size. */
function meetHeads(audit: Audit, hash: TreeHash): Audit {
  let now = audit;
  for (let head = now.heads[now.passed]; head; head = now.heads[now.passed]) {
    if (head.size !== now.position || head.size !== now.logged.size) break;
    const isMet = equal(rootOf(now.logged, hash), head.root);
    if (!isMet && !now.firstMissed) now = missedAt(now, head, hash);
    else if (isMet && !now.firstMissed) now = { ...now, lastMet: head, ...(head.outside && { lastMetOutside: head }) };
    now = { ...now, passed: now.passed + 1 };
  }
  return now;
}

/** Tells altered hashes in the log from a record that was rewritten with them. */
function missedAt(audit: Audit, head: KnownHead, hash: TreeHash): Audit {
  const from = (head.outside ? audit.lastMetOutside : audit.lastMet)?.size ?? 0n;
  const differences = closed(audit.differences);
  const { findings } = differences;
  const recordStands = audit.recorded?.size === head.size && equal(rootOf(audit.recorded, hash), head.root);
  const told: readonly AuditFinding[] = recordStands
    ? findings.map((one) => (one.position >= from && one.kind === 'altered' ? { ...one, kind: 'tile' } : one))
    : [...findings, { kind: 'rewritten', position: from, count: head.size - from }];
  return { ...audit, firstMissed: head, differences: { ...differences, findings: told } };
}

/** Everything was given: what is wrong, the first first. */
export function endAudit(audit: Audit, hash: TreeHash): AuditReport {
  const { findings, more } = closed(audit.differences);
  const { size } = audit.logged;
  const beyond = audit.passed < audit.heads.length ? audit.heads.at(-1) : undefined;
  const cut: AuditFinding[] = beyond ? [{ kind: 'truncated', position: size, count: beyond.size - size }] : [];
  const told = [...findings.map((one) => atTheEnd(one, size)), ...cut].toSorted((a, b) =>
    a.position < b.position ? -1 : 1,
  );
  return {
    holds: told.length === 0,
    leaves: size,
    destroyed: audit.destroyed,
    root: rootOf(audit.logged, hash),
    lastMet: audit.lastMet,
    firstMissed: audit.firstMissed ?? beyond,
    findings: told.map((one) => ({ ...one, words: wordsOf(one) })),
    more,
  };
}

/** A deletion that reaches the end of the log is a truncation. */
function atTheEnd(one: AuditFinding, size: bigint): AuditFinding {
  return one.kind === 'deleted' && one.count > 0n && one.position + one.count === size
    ? { ...one, kind: 'truncated' }
    : one;
}
