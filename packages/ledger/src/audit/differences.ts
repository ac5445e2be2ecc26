/** Compares, leaf by leaf, what the log holds with what the record gives now; remembers no more than a few of them. */
import { equal } from '../octets/octets.ts';
import type { AuditFinding, AuditKind } from './finding.ts';

/** One position. */
export interface AuditedLeaf {
  /** Leaf hash in the log; absent behind its end. */
  readonly logged?: Uint8Array;
  /** Leaf hash made again from salt and stored data; absent where there are none. */
  readonly recorded?: Uint8Array;
  /** Leaf hash that a destruction in the log names for this position. */
  readonly destroyed?: Uint8Array;
}

interface Difference extends AuditedLeaf {
  readonly position: bigint;
}

export interface Differences {
  readonly findings: readonly AuditFinding[];
  /** Findings beyond those that are kept. */
  readonly more: bigint;
  /** The first alterations with their hashes: a later one may be the other half of a swap. */
  readonly altered: readonly Difference[];
  /** A difference that the next leaf may explain. */
  readonly open?: Difference;
  /** The rows stand one place too early or too late since then. */
  readonly shift?: 'early' | 'late';
  readonly previous?: AuditedLeaf;
}

export const noDifferences: Differences = { findings: [], more: 0n, altered: [] };

const mostKept = 100;

/** Whether the leaf is as the log holds it, or lawfully and truly destroyed. */
export function agrees({ logged, recorded, destroyed }: AuditedLeaf): boolean {
  const stands = recorded ?? destroyed;
  return logged !== undefined && stands !== undefined && equal(logged, stands) && !(recorded && destroyed);
}

/** The differences with one more leaf. */
export function compare(before: Differences, leaf: AuditedLeaf, position: bigint): Differences {
  const { open, shift, previous } = before;
  if (!open && !shift && agrees(leaf)) return before;
  if (shift && goesOn(shift, previous, leaf)) return { ...before, previous: leaf };
  if (open) return resolved(before, open, { ...leaf, position });
  const settled = { ...before, shift: undefined, previous: undefined };
  return agrees(leaf) ? settled : different(settled, { ...leaf, position });
}

/** Nothing comes any more. */
export function closed(before: Differences): Differences {
  return before.open ? altered({ ...before, open: undefined }, before.open) : before;
}

function different(before: Differences, leaf: Difference): Differences {
  if (!leaf.logged) return found(before, { kind: 'inserted', position: leaf.position });
  if (!leaf.recorded) return found(before, { kind: 'deleted', position: leaf.position });
  if (leaf.destroyed && same(leaf.logged, leaf.recorded))
    return found(before, { kind: 'kept', position: leaf.position });
  return { ...before, open: leaf };
}

/** What the open difference was, now that the next leaf is known. */
function resolved(before: Differences, open: Difference, next: Difference): Differences {
  const rest = { ...before, open: undefined };
  const early = same(open.recorded, next.logged);
  const late = same(next.recorded, open.logged);
  if (early && late) return found(rest, { kind: 'swapped', position: open.position, other: next.position });
  if (early) return { ...found(rest, { kind: 'deleted', position: open.position }), shift: 'early', previous: next };
  if (late) return { ...found(rest, { kind: 'inserted', position: open.position }), shift: 'late', previous: next };
  const after = altered(rest, open);
  return agrees(next) ? after : different(after, next);
}

function goesOn(shift: 'early' | 'late', previous: AuditedLeaf | undefined, leaf: AuditedLeaf): boolean {
  return shift === 'early' ? same(previous?.recorded, leaf.logged) : same(leaf.recorded, previous?.logged);
}

/** An alteration, or the second half of a swap with an earlier one. */
function altered(before: Differences, leaf: Difference): Differences {
  const half = before.altered.find((one) => same(one.logged, leaf.recorded) && same(one.recorded, leaf.logged));
  if (half) return swapped(before, half.position, leaf.position);
  const kept = before.altered.length < mostKept ? [...before.altered, leaf] : before.altered;
  return found({ ...before, altered: kept }, { kind: 'altered', position: leaf.position });
}

/** The alteration at `position` was a swap; it may lie at the end of a run of alterations, or be one alone. */
function swapped(before: Differences, position: bigint, other: bigint): Differences {
  const findings = before.findings.flatMap((one) => {
    const last = one.position + one.count - 1n;
    if (one.kind !== 'altered' || position < one.position || position > last) return [one];
    const parts: AuditFinding[] = [
      { kind: 'altered', position: one.position, count: position - one.position },
      { kind: 'swapped', position, count: 1n, other },
      { kind: 'altered', position: position + 1n, count: last - position },
    ];
    return parts.filter(({ count }) => count > 0n);
  });
  return { ...before, findings };
}

function found(before: Differences, one: { kind: AuditKind; position: bigint; other?: bigint }): Differences {
  const last = before.findings.at(-1);
  if (last && last.kind === one.kind && one.kind !== 'swapped' && last.position + last.count === one.position)
    return { ...before, findings: before.findings.with(-1, { ...last, count: last.count + 1n }) };
  if (before.findings.length >= mostKept) return { ...before, more: before.more + 1n };
  return { ...before, findings: [...before.findings, { count: 1n, ...one }] };
}

function same(a: Uint8Array | undefined, b: Uint8Array | undefined): boolean {
  return a !== undefined && b !== undefined && equal(a, b);
}
