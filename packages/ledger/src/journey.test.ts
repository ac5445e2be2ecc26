/** The whole way through the face of the package: a hospital's log, its witness, a proof for a patient, an audit. */
import { expect, it } from 'vitest';
import {
  type AuditedLeaf,
  accessBatch,
  addCheckpoint,
  append,
  auditLeaves,
  beginAudit,
  type Cosigned,
  endAudit,
  entryOf,
  type Opening,
  parseCheckpoint,
  parseEntries,
  parseNote,
  readAnswer,
  readConsistencyProof,
  readEdge,
  readInclusionProof,
  rootOfEdge,
  type Statement,
  signNote,
  type Tile,
  tilePath,
  treeHash,
  verifierKey,
  verifyBundle,
  type Witness,
  writeAddCheckpoint,
  writeBundle,
  writeCheckpoint,
  writeEntries,
  writeNote,
  writeVerifierKey,
} from './index.ts';
import { keyPair, sha256, verify } from './ledger.testing.ts';

const hash = treeHash(sha256);
const origin = 'hospital.example/log';
const log = keyPair(1);
const key = verifierKey({ name: origin, type: 'ed25519', publicKey: log.publicKey }, sha256);
const saltAt = (at: number) => sha256(Uint8Array.of(at & 255, at >> 8)).slice(0, 16);
const bytes = (text: string) => new TextEncoder().encode(text);

/** What the database of a hospital would keep. */
interface Stored {
  content?: Uint8Array;
  salt?: Uint8Array;
  readonly statement: (content: Uint8Array) => Statement;
}
const version = (at: number): Stored => ({
  content: bytes(`{"resourceType":"Patient","id":"p${at}"}`),
  salt: saltAt(at),
  statement: (content) => ({
    kind: 'version',
    type: 'Patient',
    id: `p${at}`,
    version: 1n,
    time: BigInt(at),
    deleted: false,
    content: sha256(content),
  }),
});

function witness(): Witness {
  const own = keyPair(2);
  const stored = new Map<string, Cosigned>();
  return {
    logs: new Map([[origin, [key]]]),
    key: verifierKey({ name: 'university.example', type: 'cosignature', publicKey: own.publicKey }, sha256),
    sign: own.sign,
    now: () => 1_800_000_000n,
    sha256,
    verify,
    memory: {
      latest: async (of) => stored.get(of),
      advance: async (of, { from, to }) => (stored.get(of)?.size ?? 0n) === from && !!stored.set(of, to),
    },
  };
}

it('records, witnesses, proves, destroys and audits', async () => {
  const tiles = new Map<string, Uint8Array>();
  const readTile = (tile: Tile) => tiles.get(tilePath(tile)) ?? new Uint8Array(0);
  const record = Array.from({ length: 600 }, (_, at) => version(at));
  const entries = record.map(({ statement, content, salt }) => entryOf(statement(content!), salt!, hash));
  const rows = [1, 2].map((at) => ({
    id: `${at}`,
    time: BigInt(at),
    content: sha256(bytes(`access ${at}`)),
    salt: saltAt(900 + at),
  }));
  const batch = accessBatch(rows, hash);
  entries.push(entryOf(batch.statement, saltAt(990), hash));

  // two appends with a restart between them
  const college = witness();
  const heads: { text: string; size: bigint; root: Uint8Array }[] = [];
  for (const end of [400, 601]) {
    const edge = await readEdge(heads.at(-1)?.size ?? 0n, readTile);
    const next = append(edge, entries.slice(Number(edge.size), end).map(hash.leaf), hash);
    for (const { path, bytes: written } of next.tiles) tiles.set(path, written);
    const root = rootOfEdge(next.edge, hash);
    heads.push({
      text: writeCheckpoint({ origin, size: next.edge.size, root, extensions: [] }),
      size: next.edge.size,
      root,
    });
  }
  expect(parseEntries(writeEntries(entries.slice(512, 601)), 89)).toEqual(entries.slice(512, 601));

  // the witness cosigns both
  let cosigned = '';
  for (const [at, { text, size }] of heads.entries()) {
    const checkpoint = { text, signatures: [await signNote(text, key, log.sign)] };
    const oldSize = heads[at - 1]?.size ?? 0n;
    const proof = oldSize > 0n ? await readConsistencyProof(oldSize, size, { readTile, hash }) : [];
    const answer = await addCheckpoint(writeAddCheckpoint({ oldSize, proof, checkpoint }), college);
    const reply = await readAnswer(answer, { checkpoint, key: college.key }, college);
    if (!('cosignatures' in reply)) throw new Error(answer.body);
    cosigned = writeNote({ text, signatures: [...checkpoint.signatures, ...reply.cosignatures] });
  }

  // a patient is given a proof of who looked, and checks it with public keys alone
  const head = parseCheckpoint(parseNote(cosigned).text);
  const { salt, ...row } = rows[0]!;
  const opening: Opening = {
    statement: batch.statement,
    salt: saltAt(990),
    row: {
      statement: { kind: 'access', ...row },
      salt,
      content: bytes('access 1'),
      index: 0n,
      proof: [batch.leafHashes[1]!],
    },
  };
  const proof = await readInclusionProof(600n, head.size, { readTile, hash });
  const file = writeBundle({ opening, index: 600n, proof, checkpoint: parseNote(cosigned) });
  const keys = { log: [writeVerifierKey(key)], witnesses: [writeVerifierKey(college.key)], quorum: 1 };
  expect((await verifyBundle(file, { sha256, verify, keys })).holds).toBe(true);

  // patient 7 is destroyed lawfully, patient 8 altered by the owner of the database
  const destroyed = new Map([[7, hash.leaf(entries[7]!)]]);
  record[7]!.content = record[7]!.salt = undefined;
  record[8]!.content = bytes('{"resourceType":"Patient","id":"p8","active":false}');
  const leaves = entries.map((entry, at): AuditedLeaf => {
    const stored = record[at];
    const { content, salt: own } = stored ?? {};
    const recorded = stored
      ? content && own && hash.leaf(entryOf(stored.statement(content), own, hash))
      : hash.leaf(entry);
    return { logged: hash.leaf(entry), recorded, destroyed: destroyed.get(at) };
  });
  const known = heads.map(({ size, root }) => ({ size, root, by: 'the log' }));
  const report = endAudit(auditLeaves(beginAudit(known), leaves, hash), hash);
  expect(report).toMatchObject({ holds: false, destroyed: 1n, lastMet: { size: 601n } });
  expect(report.findings).toEqual([expect.objectContaining({ kind: 'altered', position: 8n, count: 1n })]);
});
