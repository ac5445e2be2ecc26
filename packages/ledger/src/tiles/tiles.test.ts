import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  append,
  type Edge,
  emptyEdge,
  parseEntries,
  parseTilePath,
  readConsistencyProof,
  readEdge,
  readInclusionProof,
  readRoot,
  rootOfEdge,
  type Tile,
  tilePath,
  tilesOfAppend,
  verifyConsistency,
  verifyInclusion,
  writeEntries,
} from '../index.ts';
import { hash, leaves, vectors } from '../ledger.testing.ts';

import { rootOfLeaves } from '../tree/frontier.ts';

const many = leaves(70_000);

/** A store of tiles that grew by these steps. */
function grown(steps: readonly number[]) {
  const store = new Map<string, Uint8Array>();
  let edge: Edge = emptyEdge;
  const written: string[][] = [];
  for (const step of steps) {
    const from = Number(edge.size);
    const next = append(edge, many.slice(from, from + step), hash);
    for (const { path, bytes } of next.tiles) store.set(path, bytes);
    written.push(next.tiles.map(({ path }) => path));
    edge = next.edge;
  }
  const readTile = (tile: Tile) => store.get(tilePath(tile)) ?? new Uint8Array(0);
  return { store, edge, written, source: { readTile, hash } };
}

describe('paths of tiles', () => {
  it('are those of the specification', () => {
    expect(tilePath({ level: 0, index: 1234067n, width: 256 })).toBe('tile/0/x001/x234/067');
    expect(tilePath({ level: 'entries', index: 0n, width: 3 })).toBe('tile/entries/000.p/3');
    expect(tilesOfAppend(0n, 70_000n).map(tilePath).slice(272)).toEqual([
      'tile/0/272',
      'tile/0/273.p/112',
      'tile/1/000',
      'tile/1/001.p/17',
      'tile/2/000.p/1',
    ]);
    expect(tilesOfAppend(0n, 256n).map(tilePath)).toEqual(['tile/0/000', 'tile/1/000.p/1']);
  });

  it('come back, and nothing else is read', () => {
    const tiles = fc.record({
      level: fc.oneof(fc.integer({ min: 0, max: 63 }), fc.constant('entries' as const)),
      index: fc.bigInt({ min: 0n, max: 2n ** 62n }),
      width: fc.integer({ min: 1, max: 256 }),
    });
    fc.assert(fc.property(tiles, (tile) => void expect(parseTilePath(tilePath(tile))).toEqual(tile)));
    const wrong = [
      'tile/64/000',
      'tile/00/000',
      'tile/0/000.p/256',
      'tile/0/000.p/0',
      'tile/0/000.p/01',
      'tile/0/0',
      'tile/0/x000/001',
    ];
    for (const path of [
      ...wrong,
      'tile/0/001/002',
      'tile/0/x001',
      '/tile/0/000',
      'tile/0/000\n',
      'tile/-1/000',
      `tile/0/${'x001/'.repeat(99)}000`,
    ])
      expect(() => parseTilePath(path), path).toThrow(/no path of a tile/);
  });
});

it('has the root of the leaves, and writes the tiles that changed, whatever the steps', () => {
  const steps = fc.array(fc.integer({ min: 1, max: 700 }), { minLength: 1, maxLength: 5 });
  fc.assert(
    fc.property(steps, (some) => {
      const { edge, written } = grown(some);
      expect(rootOfEdge(edge, hash)).toEqual(rootOfLeaves(many.slice(0, Number(edge.size)), hash));
      let from = 0n;
      for (const [at, paths] of written.entries()) {
        const to = from + BigInt(some[at]!);
        expect(paths.toSorted()).toEqual(tilesOfAppend(from, to).map(tilePath).toSorted());
        from = to;
      }
    }),
    { numRuns: 15 },
  );
});

it('goes on from stored tiles as if it had never stopped', async () => {
  for (const steps of [[1], [256], [255, 2], [65_535], [65_536], [69_000]]) {
    const { edge, source } = grown(steps);
    const resumed = await readEdge(edge.size, source.readTile);
    expect(rootOfEdge(resumed, hash)).toEqual(rootOfEdge(edge, hash));
    const more = many.slice(Number(edge.size), Number(edge.size) + 600);
    expect(append(resumed, more, hash).tiles).toEqual(append(edge, more, hash).tiles);
  }
  expect(await readEdge(0n, () => new Uint8Array(0))).toEqual(emptyEdge);
});

describe('proofs out of tiles', () => {
  const { source, edge } = grown([300, 212, 65_000, 4_488]);
  const root = rootOfEdge(edge, hash);

  it('hold for every leaf', async () => {
    expect(await readRoot(edge.size, source)).toEqual(root);
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: 69_999 }), async (at) => {
        const proof = await readInclusionProof(BigInt(at), edge.size, source);
        return verifyInclusion({ index: BigInt(at), size: edge.size, leafHash: many[at]!, root, proof }, hash);
      }),
      { numRuns: 40 },
    );
  });

  it('hold between any two sizes', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 9_000 }), async (size) => {
        const proof = await readConsistencyProof(BigInt(size), edge.size, source);
        const from = { size: BigInt(size), root: rootOfLeaves(many.slice(0, size), hash) };
        return verifyConsistency({ from, to: { size: edge.size, root }, proof }, hash);
      }),
      { numRuns: 15 },
    );
  });

  it('read each tile once, and take a fuller one', async () => {
    const read: string[] = [];
    const whole = (tile: Tile) => {
      read.push(tilePath(tile));
      return source.readTile({
        ...tile,
        width: tile.width === 112 || tile.width === 17 || tile.width === 1 ? tile.width : 256,
      });
    };
    await readInclusionProof(5n, 69_000n, { hash, readTile: whole }).catch((error) =>
      expect(String(error)).toMatch(/hashes of 32/),
    );
    read.length = 0;
    await readInclusionProof(5n, edge.size, { hash, readTile: whole });
    expect(read).toHaveLength(new Set(read).size);
    expect(read.length).toBeLessThan(6);
  });

  it('are refused outside of the tree, and of tiles of a wrong length', async () => {
    await expect(readInclusionProof(70_000n, edge.size, source)).rejects.toThrow(/has none at 70000/);
    await expect(readInclusionProof(-1n, edge.size, source)).rejects.toThrow(RangeError);
    await expect(readConsistencyProof(0n, 5n, source)).rejects.toThrow(RangeError);
    for (const length of [0, 31, 33, 8_224])
      await expect(readRoot(1n, { hash, readTile: () => new Uint8Array(length) })).rejects.toThrow(
        /bytes instead of 1 hashes/,
      );
  });
});

it('bundles entries, and refuses what is cut off', () => {
  const entries = fc.array(fc.uint8Array({ maxLength: 300 }), { maxLength: 256 });
  fc.assert(
    fc.property(entries, (some) => {
      const bundle = writeEntries(some);
      expect(parseEntries(bundle, some.length).map((one) => [...one])).toEqual(some.map((one) => [...one]));
      if (bundle.length > 0) expect(() => parseEntries(bundle.slice(0, -1), some.length)).toThrow(/cut off|instead of/);
    }),
    { numRuns: 30 },
  );
  expect(() => writeEntries([new Uint8Array(65_536)])).toThrow(/65,535/);
  expect(() => parseEntries(Uint8Array.of(0), 1)).toThrow(/cut off/);
});

describe.skipIf(vectors.absent)(`a log of https://github.com/transparency-dev/tessera${vectors.reason}`, () => {
  const file = (path: string) => vectors.bytes(`tlog-tiles-testdata-log/${path}`);
  const rootLine = (size: number) => vectors.text(`tlog-tiles-testdata-log/checkpoint.${size}`).split('\n')[2];

  it('has the tiles and bundles that we would write, and its checkpoints our roots', async () => {
    const words = JSON.parse(vectors.text('tlog-tiles-testdata-log/ENTRIES.json')) as string[];
    const entries = words.map((word) => new TextEncoder().encode(word));
    let edge = emptyEdge;
    for (const [at, entry] of entries.entries()) {
      const next = append(edge, [hash.leaf(entry)], hash);
      edge = next.edge;
      expect(next.tiles).toHaveLength(1);
      expect(next.tiles[0]!.bytes).toEqual(file(next.tiles[0]!.path));
      const bundle = tilePath({ level: 'entries', index: 0n, width: at + 1 });
      expect(writeEntries(entries.slice(0, at + 1))).toEqual(file(bundle));
      expect(parseEntries(file(bundle), at + 1)).toEqual(entries.slice(0, at + 1));
      expect(Buffer.from(rootOfEdge(edge, hash)).toString('base64')).toBe(rootLine(at + 1));
      const readTile = (tile: Tile) => file(tilePath(tile));
      expect(await readRoot(edge.size, { hash, readTile })).toEqual(rootOfEdge(edge, hash));
    }
    expect(Buffer.from(hash.empty).toString('base64')).toBe(rootLine(0));
  });
});
