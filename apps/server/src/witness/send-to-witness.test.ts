import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { addCheckpoint, type Cosigned, parseVerifierKey, verifierKey, type Witness } from '@charthouse/ledger';
import { afterEach, expect, test } from 'vitest';
import { sha256, signerOf, verify } from '../ledger/cryptography.ts';
import { testLog } from './log.testing.ts';
import { sendToWitness } from './send-to-witness.ts';

const log = testLog('hospital.example/log');
const own = signerOf(new Uint8Array(32).fill(7));
const key = verifierKey({ name: 'university.example', type: 'cosignature', publicKey: own.publicKey }, sha256);
const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  servers.push(server);
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** A witness in memory; `seen` has the old sizes it was asked with. */
async function witnessing(signer = own) {
  const stored = new Map<string, Cosigned>();
  const witness: Witness = {
    ...{ key, sign: signer.sign, now: () => 1_800_000_000n, sha256, verify },
    logs: new Map([[log.origin, [parseVerifierKey(log.vkey, sha256)]]]),
    memory: {
      latest: async (of) => stored.get(of),
      advance: async (of, { from, to }) => (stored.get(of)?.size ?? 0n) === from && !!stored.set(of, to),
    },
  };
  const seen: string[] = [];
  const url = await serve(async (request, response) => {
    const body = (await request.toArray()).join('');
    seen.push(body.split('\n')[0]!);
    const answer = await addCheckpoint(body, witness);
    response.writeHead(answer.status, { 'content-type': answer.contentType }).end(answer.body);
  });
  return { peer: { key, url }, seen };
}

const send = async (peer: { url: string }, size: number, oldSize: number, from = log) =>
  sendToWitness(
    { key, ...peer },
    { checkpoint: await from.checkpoint(size), oldSize: BigInt(oldSize), prove: from.prove },
  );

test('a checkpoint is cosigned, and the next from there', async () => {
  const { peer, seen } = await witnessing();
  expect(await send(peer, 5, 0)).toMatchObject({ kind: 'cosigned', from: 0n, cosignatures: [{ name: key.name }] });
  expect(await send(peer, 300, 5)).toMatchObject({ kind: 'cosigned', from: 5n });
  expect(await send(peer, 300, 300)).toMatchObject({ kind: 'cosigned', from: 300n });
  expect(seen).toEqual(['old 0', 'old 5', 'old 300']);
});

test('when the witness knows another size it is asked again from there', async () => {
  const { peer, seen } = await witnessing();
  await send(peer, 5, 0);
  expect(await send(peer, 9, 0)).toMatchObject({ kind: 'cosigned', from: 5n });
  expect(seen).toEqual(['old 0', 'old 0', 'old 5']);
  expect(await send(peer, 7, 5)).toEqual({ kind: 'ahead', knownSize: 9n });
});

test('a forged history is refused by the witness, with its words', async () => {
  const { peer } = await witnessing();
  await send(peer, 5, 0);
  expect(await send(peer, 9, 5, testLog(log.origin, { forgedAt: 2 }))).toEqual({
    kind: 'refused',
    status: 422,
    reason: 'The tree of 9 leaves is not shown to continue the one of 5 that was cosigned.\n',
  });
  expect(await send(peer, 9, 5, testLog(log.origin, { seed: 2 }))).toMatchObject({ kind: 'refused', status: 403 });
  expect(await send(peer, 9, 5, testLog('other.example/log'))).toMatchObject({ kind: 'refused', status: 404 });
});

test('a cosignature by another key is not taken', async () => {
  const { peer } = await witnessing(signerOf(new Uint8Array(32).fill(8)));
  expect(await send(peer, 5, 0)).toMatchObject({ kind: 'refused', status: 200 });
});

test('what is no answer of a witness is to be tried again: nobody there, a fault, nonsense, no end of sizes', async () => {
  const gone = await serve(() => {});
  servers.splice(0)[0]!.close();
  expect(await send({ url: gone }, 5, 0)).toMatchObject({
    kind: 'unreachable',
    reason: expect.stringContaining('ECONNREFUSED'),
  });
  const answering = (status: number, body: string) =>
    serve((_request, response) => response.writeHead(status).end(body));
  const cases: [number, string, string][] = [
    [503, 'later', 'It answers 503.'],
    [200, 'nonsense\n', 'Its answer cannot be read'],
    [409, 'many\n', 'Its answer cannot be read'],
    [409, '3\n', 'another size each time'],
    [200, 'x'.repeat(100_000), 'longer than'],
    [302, '', 'It cannot be reached'],
  ];
  for (const [status, body, words] of cases)
    expect(await send({ url: await answering(status, body) }, 5, 0)).toMatchObject({
      kind: 'unreachable',
      reason: expect.stringContaining(words),
    });
});
