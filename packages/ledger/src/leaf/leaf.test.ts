import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  accessBatch,
  entryLength,
  entryOf,
  type Kind,
  kindOfEntry,
  leafHashOf,
  Malformed,
  parseStatement,
  type Statement,
  writeStatement,
} from '../index.ts';
import { hash, sha256 } from '../ledger.testing.ts';
import { joined } from '../octets/octets.ts';
import { rootOfLeaves } from '../tree/frontier.ts';

import { type FieldValues, kinds } from './kinds.ts';

const digest = fc.uint8Array({ minLength: 32, maxLength: 32 }).map((bytes) => new Uint8Array(bytes));
const count = fc.bigInt({ min: 0n, max: 2n ** 63n - 1n });
const values: { readonly [F in keyof FieldValues]: fc.Arbitrary<FieldValues[F]> } = {
  text: fc.string({ unit: 'grapheme', maxLength: 20 }),
  count,
  time: fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }),
  flag: fc.boolean(),
  digest,
  leaves: fc.array(fc.record({ index: count, leafHash: digest }), { maxLength: 3 }),
};
const statements = fc.oneof(
  ...(Object.keys(kinds) as Kind[]).map((kind) => {
    const fields = Object.entries(kinds[kind].fields).map(([name, field]) => [name, values[field]] as const);
    return fc.record({ kind: fc.constant(kind), ...Object.fromEntries(fields) }) as fc.Arbitrary<Statement>;
  }),
);
const salt = new Uint8Array(16).fill(7);
const version: Statement = {
  kind: 'version',
  type: 'Patient',
  id: 'p1',
  version: 3n,
  time: 1_700_000_000_000_000n,
  deleted: false,
  content: sha256(new TextEncoder().encode('{"resourceType":"Patient"}')),
};

describe('a statement', () => {
  it('comes back from its bytes, and no other has them', () => {
    fc.assert(
      fc.property(statements, (statement) => {
        const bytes = writeStatement(statement);
        expect(parseStatement(bytes)).toEqual(statement);
        expect(() => parseStatement(bytes.slice(0, -1))).toThrow(/cut off|UTF-8/);
        expect(() => parseStatement(joined(bytes, Uint8Array.of(0)))).toThrow(/behind its end/);
      }),
    );
  });

  it('is read from no other bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 120 }), fc.integer({ min: 0, max: 6 }), (any, code) => {
        const bytes = joined(Uint8Array.of(code), new Uint8Array(any));
        try {
          expect(writeStatement(parseStatement(bytes))).toEqual(bytes);
        } catch (error) {
          expect(error).toBeInstanceOf(Malformed);
        }
      }),
      { numRuns: 300 },
    );
    const leaves = Uint8Array.of(5, 0, 0, 0, 0, ...new Uint8Array(40), 255, 255, 255, 255);
    expect(() => parseStatement(leaves)).toThrow(/cut off/);
  });

  it('has the bytes that docs/ledger.md draws', () => {
    expect(Buffer.from(writeStatement(version)).toString('hex')).toBe(
      ['01', '00000007', '50617469656e74', '00000002', '7031', '0000000000000003', '00060a24181e4000', '00'].join('') +
        Buffer.from(version.content as Uint8Array).toString('hex'),
    );
    expect(new Set(Object.values(kinds).map(({ code }) => code)).size).toBe(Object.keys(kinds).length);
  });

  it('is refused where a value has no such bytes', () => {
    const wrong = [
      { version: -1n },
      { version: 2n ** 63n },
      { time: 2n ** 63n },
      { content: new Uint8Array(31) },
      { id: '\ud800' },
    ];
    for (const one of wrong) expect(() => writeStatement({ ...version, ...one } as Statement)).toThrow();
  });
});

describe('an entry', () => {
  it('is the same at each run', () => {
    expect(Buffer.from(entryOf(version, salt, hash)).toString('hex')).toBe(
      '01017d63402fd6652d637aba0d02767f053f4da73ff264070a9209d70c76318077ea',
    );
  });

  it('is another for another salt, kind or value, and shows only its kind', () => {
    fc.assert(
      fc.property(statements, statements, fc.uint8Array({ minLength: 16, maxLength: 16 }), (a, b, any) => {
        const entry = entryOf(a, salt, hash);
        expect(entry).toHaveLength(entryLength);
        expect(kindOfEntry(entry)).toBe(a.kind);
        if (Buffer.compare(writeStatement(a), writeStatement(b)) !== 0)
          expect(entryOf(b, salt, hash)).not.toEqual(entry);
        expect(entryOf(a, new Uint8Array(any), hash)).not.toEqual(entry);
      }),
    );
    expect(kindOfEntry(new Uint8Array(34))).toBeUndefined();
    expect(kindOfEntry(new Uint8Array(33).fill(1))).toBeUndefined();
  });

  it('needs a salt of its full length', () => {
    for (const length of [0, 15, 17, 32])
      expect(() => entryOf(version, new Uint8Array(length), hash)).toThrow(/salt has 16/);
  });
});

it('puts access rows into a tree of their own', () => {
  expect(() => accessBatch([], hash)).toThrow(/at least one row/);
  const rows = [5n, 3n, 9n].map((time, at) => ({
    id: `${at}`,
    time,
    content: sha256(Uint8Array.of(at)),
    salt: salt.map((one) => one + at),
  }));
  const { statement, leafHashes } = accessBatch(rows, hash);
  expect(statement).toEqual({ kind: 'accesses', first: 3n, last: 9n, rows: 3n, root: rootOfLeaves(leafHashes, hash) });
  const { salt: first, ...row } = rows[0]!;
  expect(leafHashes[0]).toEqual(leafHashOf({ kind: 'access', ...row }, first, hash));
});
