/** What the owner of the database may try, on a log of 100,000 leaves with a signed head for every 10,000. */
import { describe, expect, it } from 'vitest';
import {
  type AuditedLeaf,
  auditLeaves,
  beginAudit,
  emptyFrontier,
  endAudit,
  extend,
  type KnownHead,
  rootOf,
} from '../index.ts';
import { hash } from '../ledger.testing.ts';

const size = 99_999;
const leaves = Array.from({ length: size }, (_, at) => hash.leaf(Uint8Array.of(at >> 16, at >> 8, at)));
const heads: KnownHead[] = [];
let tree = emptyFrontier;
for (let at = 0; at < size; at += 10_000) {
  tree = extend(tree, leaves.slice(at, at + 10_000), hash);
  heads.push({ size: tree.size, root: rootOf(tree, hash), by: 'checkpoint' });
}
const foreign = hash.leaf(Uint8Array.of(1, 2, 3, 4));

type Row = Uint8Array | undefined;

function audit(recorded: readonly Row[], logged: readonly Uint8Array[] = leaves) {
  let state = beginAudit(heads);
  const length = Math.max(recorded.length, logged.length);
  for (let at = 0; at < length; at += 1_000) {
    const pairs = Array.from(
      { length: Math.min(1_000, length - at) },
      (_, i): AuditedLeaf => ({ logged: logged[at + i], recorded: recorded[at + i] }),
    );
    state = auditLeaves(state, pairs, hash);
  }
  const { findings, lastMet, holds } = endAudit(state, hash);
  return {
    holds,
    lastMet: lastMet?.size,
    first: findings[0] && [findings[0].kind, findings[0].position, findings[0].count],
  };
}

const rows: readonly Row[] = leaves;

describe('the audit of 100,000 leaves names', () => {
  it.each([
    ['nothing, where nothing was done', rows, leaves, undefined, 99_999n],
    ['the row that was deleted', rows.with(50_000, undefined), leaves, ['deleted', 50_000n, 1n], 99_999n],
    [
      'the row after which all were numbered anew',
      rows.toSpliced(50_000, 1),
      leaves,
      ['deleted', 50_000n, 1n],
      99_999n,
    ],
    ['the row of which a byte was changed', rows.with(77_777, foreign), leaves, ['altered', 77_777n, 1n], 99_999n],
    [
      'the first of two that were swapped',
      rows.with(5, rows[88_888]).with(88_888, rows[5]),
      leaves,
      ['swapped', 5n, 1n],
      99_999n,
    ],
    ['where the tail was cut off', rows.slice(0, 99_000), leaves, ['truncated', 99_000n, 999n], 99_999n],
    [
      'where log and tail were cut off',
      rows.slice(0, 95_000),
      leaves.slice(0, 95_000),
      ['truncated', 95_000n, 4_999n],
      90_000n,
    ],
    [
      'the last good head before log and record were rewritten',
      leaves.with(64_321, foreign),
      leaves.with(64_321, foreign),
      ['rewritten', 60_000n, 10_000n],
      60_000n,
    ],
  ] as const)('%s', (_, recorded, logged, first, lastMet) => {
    expect(audit(recorded, logged)).toEqual({ holds: first === undefined, first, lastMet });
  });
});
