/** The arithmetic of the ledger: leaves, tiles, proofs and the audit, without network and database. */
import { hash as hashOnce, randomBytes } from 'node:crypto';
import {
  type AuditedLeaf,
  append,
  auditLeaves,
  beginAudit,
  type Edge,
  emptyEdge,
  endAudit,
  entryLength,
  entryOf,
  readInclusionProof,
  rootOfEdge,
  type Tile,
  tilePath,
  treeHash,
  verifyInclusion,
} from '@charthouse/ledger';
import type { Bench } from '../bench.ts';
import { resourcesOf } from '../data/resources.ts';
import { seeded } from '../data/seeded.ts';
import { percentile } from '../measure/statistics.ts';
import { compare, takeTurns } from '../measure/take-turns.ts';
import type { Figure, Part } from '../part.ts';

export const ledger: Part = {
  name: 'ledger',
  goals: [8],
  measures: 'Leaves of the ledger made and appended, proofs out of tiles held in memory, the audit of the whole log',
  limit: 'SHA-256 of the same resources once, and nothing else',
  run,
};

const sha256 = (bytes: Uint8Array) => hashOnce('sha256', bytes, 'buffer');
const hash = treeHash(sha256);

interface Version {
  readonly bytes: Uint8Array;
  readonly salt: Uint8Array;
}

async function run(bench: Bench): Promise<Figure[]> {
  const texts = bench.bundles.bundles.flatMap((bundle) => resourcesOf(bundle).map(({ text }) => Buffer.from(text)));
  const versions = texts.map((bytes) => ({ bytes, salt: randomBytes(16) }));
  const leaves = versions.map(leafOf);
  const pairs = versions.map((version, at) => ({ version, logged: leaves[at]! }));
  const rate = (work: () => void) => async () => {
    const start = performance.now();
    let done = 0;
    while (performance.now() - start < (bench.scale.seconds * 1000) / 2) {
      work();
      done += versions.length;
    }
    return done / ((performance.now() - start) / 1000);
  };
  const limit = rate(() => void versions.forEach(({ bytes }) => void sha256(bytes)));
  const made = await takeTurns(bench.scale.rounds, { product: rate(() => sequence(versions)), limit });
  const audited = await takeTurns(bench.scale.rounds, { product: rate(() => audit(pairs)), limit });
  const unit = 'leaves/s';
  return [
    { id: 'ledger.leaves', what: 'Resources hashed, salted, appended and put into tiles', unit, ...compare(made) },
    {
      id: 'ledger.audit',
      what: 'The whole log audited: every leaf made again, the tree rebuilt',
      unit,
      ...compare(audited),
    },
    ...(await proofs(bench)),
  ];
}

function leafOf({ bytes, salt }: Version, at = 0): Uint8Array {
  const time = BigInt(at);
  const content = sha256(bytes);
  return hash.leaf(
    entryOf({ kind: 'version', type: 'Patient', id: `p${at}`, version: 1n, time, deleted: false, content }, salt, hash),
  );
}

/** As the sequencer would: a few hundred leaves at a time. */
function sequence(versions: readonly Version[]): void {
  let edge: Edge = emptyEdge;
  for (let at = 0; at < versions.length; at += 500)
    edge = append(edge, versions.slice(at, at + 500).map(leafOf), hash).edge;
  rootOfEdge(edge, hash);
}

function audit(pairs: readonly { readonly version: Version; readonly logged: Uint8Array }[]): void {
  let state = beginAudit([]);
  for (let at = 0; at < pairs.length; at += 500) {
    const leaves = pairs
      .slice(at, at + 500)
      .map(({ version, logged }, i): AuditedLeaf => ({ logged, recorded: leafOf(version, at + i) }));
    state = auditLeaves(state, leaves, hash);
  }
  if (!endAudit(state, hash).holds) throw new Error('The audit found differences.');
}

async function proofs(bench: Bench): Promise<Figure[]> {
  const size = bench.options.quick ? 100_000 : 10_000_000;
  const { tiles, edge } = grown(size);
  const root = rootOfEdge(edge, hash);
  const readTile = (tile: Tile) => tiles.get(tilePath(tile))!;
  const chance = seeded(1);
  const times: number[] = [];
  for (let i = 0; i < 2_000; i++) {
    const index = chance.below(size);
    const start = performance.now();
    const proof = await readInclusionProof(BigInt(index), edge.size, { readTile, hash });
    times.push(performance.now() - start);
    const leafHash = readTile({ level: 0, index: BigInt(index >> 8), width: 256 })?.slice(...within(index));
    if (leafHash && !verifyInclusion({ index: BigInt(index), size: edge.size, leafHash, root, proof }, hash))
      throw new Error('A proof does not hold.');
  }
  times.sort((a, b) => a - b);
  const bytes = [...tiles.values()].reduce((sum, tile) => sum + tile.length, 0) / size + 2 + entryLength + 16;
  const of = `at ${size.toLocaleString('en-US')} leaves`;
  return [
    { id: 'ledger.proof.p50', what: `Inclusion proof ${of}, median`, unit: 'ms', value: percentile(times, 0.5) },
    { id: 'ledger.proof.p99', what: `Inclusion proof ${of}, p99`, unit: 'ms', value: percentile(times, 0.99) },
    { id: 'ledger.bytes', what: 'Tiles, entry and salt of one leaf', unit: 'bytes', value: bytes },
  ];
}

const within = (index: number): [number, number] => [(index & 255) * 32, ((index & 255) + 1) * 32];

/** Tiles over leaf hashes that are any bytes. */
function grown(size: number): { readonly tiles: ReadonlyMap<string, Uint8Array>; readonly edge: Edge } {
  const tiles = new Map<string, Uint8Array>();
  let edge: Edge = emptyEdge;
  while (edge.size < BigInt(size)) {
    const bytes = randomBytes(Math.min(65_536, size - Number(edge.size)) * 32);
    const leaves = Array.from({ length: bytes.length / 32 }, (_, at) => bytes.subarray(at * 32, (at + 1) * 32));
    const next = append(edge, leaves, hash);
    for (const { path, bytes: written } of next.tiles) tiles.set(path, written);
    edge = next.edge;
  }
  return { tiles, edge };
}
