import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type AuditedLeaf, auditLeaves, beginAudit, endAudit, type KnownHead } from '../index.ts';
import { hash, leaves } from '../ledger.testing.ts';
import { rootOfLeaves } from '../tree/frontier.ts';

const all = leaves(100);
const foreign = hash.leaf(Uint8Array.of(1, 2, 3, 4));
const head = (size: number, history = all): KnownHead => ({
  size: BigInt(size),
  root: rootOfLeaves(history.slice(0, size), hash),
  by: `checkpoint ${size}`,
});
const heads = [head(100), head(10), head(40), head(40)];

interface Given {
  readonly logged?: readonly Uint8Array[];
  readonly recorded?: readonly (Uint8Array | undefined)[];
  readonly destroyed?: ReadonlyMap<number, Uint8Array>;
  readonly known?: readonly KnownHead[];
  readonly step?: number;
}

function audit({ logged = all, recorded = all, destroyed = new Map(), known = heads, step = 7 }: Given) {
  const pairs: AuditedLeaf[] = Array.from({ length: Math.max(logged.length, recorded.length) }, (_, at) => ({
    logged: logged[at],
    recorded: recorded[at],
    destroyed: destroyed.get(at),
  }));
  let state = beginAudit(known);
  for (let at = 0; at < pairs.length; at += step) state = auditLeaves(state, pairs.slice(at, at + step), hash);
  return endAudit(state, hash);
}
const told = (given: Given) =>
  audit(given).findings.map(({ kind, position, count, other }) => [
    kind,
    Number(position),
    Number(count),
    ...(other === undefined ? [] : [Number(other)]),
  ]);

describe('an audit of the whole log', () => {
  it('meets every head where nothing was touched, however it is cut into steps', () => {
    for (const step of [1, 3, 10, 100]) {
      const report = audit({ step });
      expect(report).toMatchObject({
        holds: true,
        leaves: 100n,
        destroyed: 0n,
        lastMet: { size: 100n },
        findings: [],
        more: 0n,
      });
      expect(report.root).toEqual(rootOfLeaves(all, hash));
    }
    expect(audit({ logged: [], recorded: [], known: [head(0)] })).toMatchObject({ holds: true, leaves: 0n });
  });

  it('names what was altered', () => {
    fc.assert(
      fc.property(fc.nat(99), fc.integer({ min: 1, max: 30 }), (at, step) => {
        expect(told({ recorded: all.with(at, foreign), step })).toEqual([['altered', at, 1]]);
      }),
      { numRuns: 40 },
    );
    expect(audit({ recorded: all.with(17, foreign) }).findings[0]?.words).toBe(
      'Leaf 17 is stored now as it was never recorded: altered afterwards.',
    );
  });

  it('names what was deleted, the row left out or the rest moved up', () => {
    fc.assert(
      fc.property(fc.nat(98), fc.integer({ min: 1, max: 30 }), (at, step) => {
        expect(told({ recorded: (all as (Uint8Array | undefined)[]).with(at, undefined), step })).toEqual([
          ['deleted', at, 1],
        ]);
        if (at < 98) expect(told({ recorded: all.toSpliced(at, 1), step })).toEqual([['deleted', at, 1]]);
      }),
      { numRuns: 40 },
    );
  });

  it('names what was inserted, within or behind the end', () => {
    fc.assert(
      fc.property(fc.nat(99), fc.integer({ min: 1, max: 30 }), (at, step) => {
        expect(told({ recorded: all.toSpliced(at, 0, foreign), step })).toEqual([['inserted', at, 1]]);
      }),
      { numRuns: 40 },
    );
    expect(told({ recorded: [...all, foreign, foreign] })).toEqual([['inserted', 100, 2]]);
  });

  it('names two that changed places, near or far', () => {
    expect(told({ recorded: all.with(20, all[21]!).with(21, all[20]!) })).toEqual([['swapped', 20, 1, 21]]);
    expect(told({ recorded: all.with(20, all[77]!).with(77, all[20]!) })).toEqual([['swapped', 20, 1, 77]]);
    expect(told({ recorded: all.with(19, foreign).with(20, all[77]!).with(77, all[20]!) })).toEqual([
      ['altered', 19, 1],
      ['swapped', 20, 1, 77],
    ]);
  });

  it('names a tail that is gone, from the record or from both', () => {
    expect(told({ recorded: all.slice(0, 90) })).toEqual([['truncated', 90, 10]]);
    expect(told({ logged: all.slice(0, 90), recorded: all.slice(0, 90) })).toEqual([['truncated', 90, 10]]);
    expect(told({ logged: all.slice(0, 90), recorded: leaves(110) })).toEqual([
      ['inserted', 90, 20],
      ['truncated', 90, 10],
    ]);
    expect(told({ logged: [], recorded: [] })).toEqual([['truncated', 0, 100]]);
    expect(audit({ logged: all.slice(0, 90), recorded: all.slice(0, 90) })).toMatchObject({
      lastMet: { size: 40n },
      firstMissed: { size: 100n },
    });
  });

  it('knows a record rewritten together with its log by the heads that others keep', () => {
    const rewritten = all.with(55, foreign);
    const report = audit({ logged: rewritten, recorded: rewritten });
    expect(report).toMatchObject({ holds: false, lastMet: { size: 40n }, firstMissed: { size: 100n } });
    expect(told({ logged: rewritten, recorded: rewritten })).toEqual([['rewritten', 40, 60]]);
    const own = [head(10), head(40), head(100, rewritten)];
    expect(audit({ logged: rewritten, recorded: rewritten, known: own }).holds).toBe(true);
    const witness: KnownHead = { ...head(60), by: 'witness.example' };
    expect(audit({ logged: rewritten, recorded: rewritten, known: [...own, witness] })).toMatchObject({
      holds: false,
      firstMissed: { by: 'witness.example' },
    });
  });

  it('tells altered hashes in the log from an altered record', () => {
    expect(told({ logged: all.with(55, foreign) })).toEqual([['tile', 55, 1]]);
    expect(told({ logged: all.with(55, foreign), recorded: all.with(57, foreign) })).toEqual(
      [
        ['altered', 55, 1],
        ['altered', 57, 1],
        ['rewritten', 40, 60],
      ].toSorted((a, b) => Number(a[1]) - Number(b[1])),
    );
  });

  it('takes lawful destruction for what it is, and feigned destruction not', () => {
    const recorded = (all as (Uint8Array | undefined)[]).with(30, undefined).with(31, undefined);
    const lawful = new Map([
      [30, all[30]!],
      [31, all[31]!],
    ]);
    expect(audit({ recorded, destroyed: lawful })).toMatchObject({ holds: true, destroyed: 2n });
    expect(told({ recorded, destroyed: new Map([[30, all[30]!]]) })).toEqual([['deleted', 31, 1]]);
    expect(
      told({
        recorded,
        destroyed: new Map([
          [30, all[30]!],
          [31, foreign],
        ]),
      }),
    ).toEqual([['deleted', 31, 1]]);
  });

  it('names what was certified as destroyed and is still there', () => {
    const destroyed = new Map([[30, all[30]!]]);
    expect(told({ destroyed })).toEqual([['kept', 30, 1]]);
    expect(told({ destroyed, recorded: all.with(29, foreign).with(30, foreign) })).toEqual([['altered', 29, 2]]);
  });

  it('keeps a hundred findings and counts the others', () => {
    const many = leaves(1_000);
    const recorded = many.map((leaf, at) => (at % 2 === 0 ? hash.leaf(leaf) : leaf));
    const report = audit({ logged: many, recorded, known: [] });
    expect(report.findings).toHaveLength(100);
    expect(report.more).toBe(400n);
    expect(told({ recorded: all.map((leaf) => hash.leaf(leaf)) })).toEqual([['altered', 0, 100]]);
  });

  it('can be taken up again, and refuses a log with a hole', () => {
    const pairs = all.map((leaf) => ({ logged: leaf, recorded: leaf }));
    const half = auditLeaves(beginAudit(heads), pairs.slice(0, 50), hash);
    expect(endAudit(auditLeaves(half, pairs.slice(50), hash), hash).holds).toBe(true);
    expect(endAudit(auditLeaves(half, pairs.slice(50), hash), hash).holds).toBe(true);
    expect(() => auditLeaves(half, [{ recorded: all[0] }, pairs[51]!], hash)).toThrow(/behind its end/);
    expect(() => auditLeaves(auditLeaves(half, [{ recorded: all[0] }], hash), [pairs[51]!], hash)).toThrow(
      /behind its end/,
    );
  });
});
