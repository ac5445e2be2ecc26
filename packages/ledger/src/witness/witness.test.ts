import { describe, expect, it } from 'vitest';
import {
  addCheckpoint,
  append,
  type Cosigned,
  emptyEdge,
  openNote,
  parseAddCheckpoint,
  parseNote,
  readAnswer,
  readConsistencyProof,
  signNote,
  tilePath,
  verifierKey,
  type Witness,
  writeAddCheckpoint,
  writeCheckpoint,
} from '../index.ts';
import { hash, keyPair, leaves, sha256, verify } from '../ledger.testing.ts';

import { rootOfLeaves } from '../tree/frontier.ts';

const origin = 'log.example/charts';
const log = keyPair(1);
const key = verifierKey({ name: origin, type: 'ed25519', publicKey: log.publicKey }, sha256);
const own = keyPair(2);
const witnessKey = verifierKey({ name: 'witness.example', type: 'cosignature', publicKey: own.publicKey }, sha256);

const honest = leaves(40);
const forked = honest.with(3, hash.leaf(Uint8Array.of(99)));

function witness(stored = new Map<string, Cosigned & { note: string }>()): Witness & { stored: typeof stored } {
  return {
    stored,
    logs: new Map([[origin, [key]]]),
    key: witnessKey,
    sign: own.sign,
    now: () => 1_700_000_000n,
    sha256,
    verify,
    memory: {
      latest: async (of) => stored.get(of),
      advance: async (of, { from, to, note }) => {
        if ((stored.get(of)?.size ?? 0n) !== from) return false;
        stored.set(of, { ...to, note });
        return true;
      },
    },
  };
}

async function signed(size: number, history = honest, as = origin) {
  const text = writeCheckpoint({
    origin: as,
    size: BigInt(size),
    root: rootOfLeaves(history.slice(0, size), hash),
    extensions: [],
  });
  return { text, signatures: [await signNote(text, key, log.sign)] };
}

async function request(old: number, size: number, history = honest) {
  const { tiles } = append(emptyEdge, history.slice(0, size), hash);
  const readTile = (tile: Parameters<typeof tilePath>[0]) => tiles.find(({ path }) => path === tilePath(tile))!.bytes;
  const proof = old > 0 && old <= size ? await readConsistencyProof(BigInt(old), BigInt(size), { readTile, hash }) : [];
  return { oldSize: BigInt(old), proof, checkpoint: await signed(size, history) };
}

const ask = async (of: Witness, ...how: Parameters<typeof request>) =>
  addCheckpoint(writeAddCheckpoint(await request(...how)), of);

describe('a witness', () => {
  it('cosigns what continues what it cosigned, and keeps it with both signatures', async () => {
    const one = witness();
    for (const [old, size] of [
      [0, 0],
      [0, 5],
      [5, 5],
      [5, 8],
      [8, 40],
    ] as const) {
      const answer = await ask(one, old, size);
      expect(answer).toMatchObject({ status: 200, contentType: 'text/plain; charset=utf-8' });
      expect(one.stored.get(origin)?.size).toBe(BigInt(size));
      const kept = await openNote(parseNote(one.stored.get(origin)!.note), [key, witnessKey], one);
      expect(kept.signed.map(({ key: { name } }) => name)).toEqual([origin, 'witness.example']);
      const reply = await readAnswer(answer, { checkpoint: await signed(size), key: witnessKey }, one);
      expect(reply).toHaveProperty('cosignatures.length', 1);
    }
  });

  it('refuses a fork, a rollback and a rewritten tree of the same size, and keeps what it knows', async () => {
    const one = witness();
    await ask(one, 0, 8);
    expect(await ask(one, 8, 20, forked)).toMatchObject({ status: 422 });
    expect(await ask(one, 8, 8, forked)).toMatchObject({ status: 422 });
    expect(await ask(one, 5, 6)).toEqual({ status: 409, contentType: 'text/x.tlog.size', body: '8\n' });
    expect(await ask(one, 8, 6)).toMatchObject({ status: 400 });
    expect(await ask(one, 0, 20, forked)).toMatchObject({ status: 409 });
    expect(one.stored.get(origin)).toMatchObject({ size: 8n, root: rootOfLeaves(honest.slice(0, 8), hash) });
    expect(await ask(one, 8, 20)).toMatchObject({ status: 200 });
  });

  it('answers each mistake with the status of the specification', async () => {
    const one = witness();
    const fine = await request(0, 8);
    const send = (body: string) => addCheckpoint(body, one).then(({ status }) => status);
    const body = writeAddCheckpoint(fine);
    for (const wrong of [
      '',
      'x',
      body.replace('old 0', 'old 00'),
      body.replace('old', 'OLD'),
      body.replace('old 0', 'old -1'),
      body.slice(0, -1),
      body.replace('old 0\n', `old 0\n${'A'.repeat(43)}=\n`.replace('A=', 'B=')),
    ])
      expect(await send(wrong), wrong.slice(0, 40)).toBe(400);
    expect(await send(body.replace('old 0\n', `old 0\n${`${'A'.repeat(43)}=\n`.repeat(64)}`))).toBe(400);
    expect(await send(body.replaceAll(origin, 'elsewhere.example'))).toBe(404);
    expect(await send(body.replace('\n8\n', '\n9\n'))).toBe(403);
    expect(await send(body.replace(`— ${origin}`, '— stranger'))).toBe(403);
    const forged = { ...fine.checkpoint.signatures[0]!, signature: new Uint8Array(64) };
    expect(
      await send(
        writeAddCheckpoint({
          ...fine,
          checkpoint: { ...fine.checkpoint, signatures: [...fine.checkpoint.signatures, forged] },
        }),
      ),
    ).toBe(403);
    expect(await send(writeAddCheckpoint({ ...fine, proof: [hash.empty] }))).toBe(422);
    const text = writeCheckpoint({ origin, size: 0n, root: honest[0]!, extensions: [] });
    const empty = { text, signatures: [await signNote(text, key, log.sign)] };
    expect(await send(writeAddCheckpoint({ oldSize: 0n, proof: [], checkpoint: empty }))).toBe(422);
    expect(one.stored.size).toBe(0);
  });

  it('gives one cosignature where two requests race', async () => {
    const one = witness();
    await ask(one, 0, 8);
    const both = await Promise.all([ask(one, 8, 20), ask(one, 8, 30)]);
    expect(both.map(({ status }) => status).toSorted()).toEqual([200, 409]);
  });
});

describe('a log', () => {
  it('reads every answer, and takes only what its witness truly signed', async () => {
    const one = witness();
    const checkpoint = await signed(8);
    const read = (status: number, body: string) => readAnswer({ status, body }, { checkpoint, key: witnessKey }, one);
    expect(await read(409, '17\n')).toEqual({ knownSize: 17n });
    expect(await read(422, 'no')).toEqual({ refused: 422, reason: 'no' });
    await expect(read(409, 'many')).rejects.toThrow(/decimal/);
    await expect(read(200, 'no signature\n')).rejects.toThrow(/signature line/);
    const other = await ask(one, 0, 5);
    expect(await read(200, other.body)).toMatchObject({ refused: 200 });
  });

  it('writes requests that come back', async () => {
    const some = await request(5, 20);
    expect(parseAddCheckpoint(writeAddCheckpoint(some))).toEqual(some);
    expect(() => writeAddCheckpoint({ ...some, proof: Array(64).fill(hash.empty) })).toThrow(/at most 63/);
  });
});
