import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  accessBatch,
  append,
  cosign,
  emptyEdge,
  entryOf,
  type Opening,
  type ProofBundle,
  parseBundle,
  readInclusionProof,
  rootOfEdge,
  type SaltedRow,
  type Statement,
  signNote,
  type Tile,
  tilePath,
  verifierKey,
  verifyBundle,
  writeBundle,
  writeCheckpoint,
  writeVerifierKey,
} from '../index.ts';

import { hash, keyPair, leaves, sha256, verify } from '../ledger.testing.ts';

const origin = 'hospital.example/log';
const log = keyPair(1);
const own = keyPair(2);
const key = verifierKey({ name: origin, type: 'ed25519', publicKey: log.publicKey }, sha256);
const witnessKey = verifierKey({ name: 'witness.example', type: 'cosignature', publicKey: own.publicKey }, sha256);
const keys = { log: [writeVerifierKey(key)], witnesses: [writeVerifierKey(witnessKey)], quorum: 1 };
const verifier = { sha256, verify, keys };
const bytes = (text: string) => new TextEncoder().encode(text);
const salt = new Uint8Array(16).fill(9);

const content = bytes('{"resourceType":"Patient","id":"p1"}');
const version: Statement = {
  kind: 'version',
  type: 'Patient',
  id: 'p1',
  version: 1n,
  time: 5n,
  deleted: false,
  content: sha256(content),
};
const rows: SaltedRow[] = [1, 2, 3].map((at) => ({
  id: `${at}`,
  time: BigInt(at),
  content: sha256(bytes(`row ${at}`)),
  salt: salt.map((one) => one + at),
}));

/** A log of 500 leaves with the opening's one among them. */
async function bundleOf(opening: Opening): Promise<ProofBundle> {
  const index = 300n;
  const all = leaves(500).with(Number(index), hash.leaf(entryOf(opening.statement, opening.salt, hash)));
  const { edge, tiles } = append(emptyEdge, all, hash);
  const readTile = (tile: Tile) => tiles.find(({ path }) => path === tilePath(tile))!.bytes;
  const proof = await readInclusionProof(index, edge.size, { readTile, hash });
  const text = writeCheckpoint({ origin, size: edge.size, root: rootOfEdge(edge, hash), extensions: [] });
  const signatures = [
    await signNote(text, key, log.sign),
    await cosign(text, { key: witnessKey, time: 1_700_000_000n }, own.sign),
  ];
  return { opening, index, proof, checkpoint: { text, signatures } };
}

async function accessOpening(): Promise<Opening> {
  const { statement, leafHashes } = accessBatch(rows, hash);
  const { salt: own, ...row } = rows[1]!;
  const proof = [leafHashes[0]!, leafHashes[2]!];
  return {
    statement,
    salt,
    row: { statement: { kind: 'access', ...row }, salt: own, content: bytes('row 2'), index: 1n, proof },
  };
}

const ofVersion = await bundleOf({ statement: version, salt, content });
const file = writeBundle(ofVersion);
const failing = async (text: string, how = verifier) =>
  (await verifyBundle(text, how)).findings.filter(({ holds }) => !holds).map(({ check }) => check);

describe('a proof in a file', () => {
  it('comes back', async () => {
    expect(parseBundle(file)).toEqual(ofVersion);
    const ofAccess = await bundleOf(await accessOpening());
    expect(parseBundle(writeBundle(ofAccess))).toEqual(ofAccess);
    expect(file.split('\n')[0]).toBe('c2sp.org/tlog-proof@v1');
  });

  it('shows a version to be what was recorded, where, and who witnessed it', async () => {
    expect(await verifyBundle(file, verifier)).toEqual({
      holds: true,
      findings: [
        { check: 'content', holds: true, words: 'The content is, byte for byte, what was recorded.' },
        { check: 'leaf', holds: true, words: 'The log hospital.example/log holds it at position 300 of 500.' },
        { check: 'signature', holds: true, words: 'The checkpoint is signed by hospital.example/log.' },
        {
          check: 'witnesses',
          holds: true,
          words: '1 of 1 trusted witnesses cosigned the checkpoint; 1 are asked for.',
        },
      ],
      proven: { statement: version, index: 300n, checkpoint: expect.objectContaining({ size: 500n }) },
      witnessed: [{ name: 'witness.example', time: 1_700_000_000n }],
    });
  });

  it('shows one access alone, and nothing of the others', async () => {
    const text = writeBundle(await bundleOf(await accessOpening()));
    const report = await verifyBundle(text, verifier);
    expect(report.findings.map(({ check, holds }) => `${check} ${holds}`)).toEqual([
      'content true',
      'row true',
      'leaf true',
      'signature true',
      'witnesses true',
    ]);
    expect(report.proven?.statement).toMatchObject({ kind: 'access', id: '2' });
    const extra = Buffer.from(text.split('\n')[1]!.slice(6), 'base64');
    for (const { salt: other } of [rows[0]!, rows[2]!]) expect(extra.includes(Buffer.from(other))).toBe(false);
  });

  it('says which part does not hold', async () => {
    const opening = ofVersion.opening;
    const write = (change: Partial<ProofBundle>) => writeBundle({ ...ofVersion, ...change });
    expect(await failing(write({ opening: { ...opening, content: bytes('another') } }))).toEqual(['content']);
    expect(await failing(write({ opening: { ...opening, statement: { ...version, id: 'p2' } } }))).toEqual(['leaf']);
    expect(await failing(write({ opening: { ...opening, salt: salt.with(0, 1) } }))).toEqual(['leaf']);
    expect(await failing(write({ index: 301n }))).toEqual(['leaf']);
    expect(await failing(write({ proof: ofVersion.proof.slice(1) }))).toEqual(['leaf']);
    const [signature, cosignature] = ofVersion.checkpoint.signatures as [never, never];
    const { text } = ofVersion.checkpoint;
    expect(await failing(write({ checkpoint: { text, signatures: [signature] } }))).toEqual(['witnesses']);
    expect(await failing(write({ checkpoint: { text, signatures: [cosignature] } }))).toEqual(['signature']);
    const other = text.replace('\n500\n', '\n501\n');
    expect(await failing(write({ checkpoint: { text: other, signatures: [signature, cosignature] } }))).toEqual([
      'signature',
      'witnesses',
    ]);
    const row = (await accessOpening()).row!;
    const moved = await bundleOf({ ...(await accessOpening()), row: { ...row, index: 2n } });
    expect(await failing(writeBundle(moved))).toEqual(['row']);
    const notOfBatch = await bundleOf({ statement: version, salt, row });
    expect(await failing(writeBundle(notOfBatch))).toEqual(['row']);
  });

  it('needs the keys of its log: another key, another origin, a key of another kind do not do', async () => {
    const stranger = writeVerifierKey(verifierKey({ name: origin, type: 'ed25519', publicKey: own.publicKey }, sha256));
    const renamed = writeVerifierKey(
      verifierKey({ name: 'elsewhere', type: 'ed25519', publicKey: log.publicKey }, sha256),
    );
    for (const one of [stranger, renamed])
      expect(await failing(file, { ...verifier, keys: { ...keys, log: [one] } })).toEqual(['signature']);
    expect(await failing(file, { ...verifier, keys: { ...keys, log: keys.witnesses } })).toEqual(['form']);
    expect(await failing(file, { ...verifier, keys: { ...keys, log: ['nonsense'] } })).toEqual(['form']);
    expect(await failing(file, { ...verifier, keys: { ...keys, quorum: 2 } })).toEqual(['witnesses']);
    const elsewhere = ofVersion.checkpoint.text.replace(origin, 'other.example');
    const signatures = [await signNote(elsewhere, key, log.sign)];
    expect(
      await failing(writeBundle({ ...ofVersion, checkpoint: { text: elsewhere, signatures } }), {
        ...verifier,
        keys: { ...keys, quorum: 0 },
      }),
    ).toEqual(['signature']);
  });

  it('fails for any letter that is another', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.nat(file.length - 1),
        fc.constantFrom('A', 'B', '0', '1', '\n', ' ', '='),
        async (at, letter) => {
          fc.pre(file[at] !== letter);
          return !(await verifyBundle(`${file.slice(0, at)}${letter}${file.slice(at + 1)}`, verifier)).holds;
        },
      ),
      { numRuns: 300 },
    );
  });

  it('is never the cause of a throw', async () => {
    const lines = file.split('\n');
    for (let at = 0; at < lines.length; at++) {
      expect((await verifyBundle(lines.toSpliced(at, 1).join('\n'), verifier)).holds).toBe(false);
      expect((await verifyBundle(lines.slice(0, at).join('\n'), verifier)).holds).toBe(false);
      expect((await verifyBundle(lines.toSpliced(at, 0, 'x').join('\n'), verifier)).holds).toBe(false);
    }
    await fc.assert(fc.asyncProperty(fc.string(), async (any) => !(await verifyBundle(any, verifier)).holds));
  });
});
