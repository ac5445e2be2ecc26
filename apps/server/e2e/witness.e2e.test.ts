/** A witness in a process of its own, as another institution runs it. https://c2sp.org/tlog-witness */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openNote, parseNote, parseVerifierKey, writeAddCheckpoint } from '@charthouse/ledger';
import { afterAll, afterEach, expect, test } from 'vitest';
import { sha256, verify } from '../src/ledger/cryptography.ts';
import { testLog } from '../src/witness/log.testing.ts';
import { sendToWitness } from '../src/witness/send-to-witness.ts';
import { type RunningWitness, startWitness } from './witness.testing.ts';

const folder = mkdtempSync(join(tmpdir(), 'charthouse-witness-e2e-'));
const running: RunningWitness[] = [];
afterEach(() => Promise.all(running.splice(0).map((one) => one.end('SIGKILL'))));
afterAll(() => rmSync(folder, { recursive: true }));

const hospital = testLog('hospital.example/log');
const clinic = testLog('clinic.example/log', { seed: 5 });

async function witness(state = join(folder, 'state')) {
  const started = await startWitness(state, [hospital.vkey, clinic.vkey]);
  running.push(started);
  const send = async (log: typeof hospital, size: number, oldSize = 0) =>
    sendToWitness(started.peer, { checkpoint: await log.checkpoint(size), oldSize: BigInt(oldSize), prove: log.prove });
  return { ...started, send };
}

test('cosigns two logs, and refuses a fork, a rollback and strangers, also after it was killed', async () => {
  const first = await witness();
  expect(await first.send(hospital, 50)).toMatchObject({ kind: 'cosigned', from: 0n });
  expect(await first.send(clinic, 700)).toMatchObject({ kind: 'cosigned', from: 0n });
  expect(await first.send(hospital, 300, 50)).toMatchObject({ kind: 'cosigned', from: 50n });
  await first.end('SIGKILL');

  const again = await witness();
  expect(again.peer.key).toEqual(first.peer.key);
  const forged = testLog(hospital.origin, { forgedAt: 20 });
  expect(await again.send(forged, 400, 300)).toMatchObject({ kind: 'refused', status: 422 });
  expect(await again.send(forged, 300, 300)).toMatchObject({ kind: 'refused', status: 422 });
  expect(await again.send(hospital, 299, 50)).toEqual({ kind: 'ahead', knownSize: 300n });
  expect(await again.send(testLog('stranger.example/log'), 5)).toMatchObject({ kind: 'refused', status: 404 });
  expect(await again.send(testLog(hospital.origin, { seed: 9 }), 400, 300)).toMatchObject({ status: 403 });
  expect(await again.send(hospital, 400, 300)).toMatchObject({ kind: 'cosigned', from: 300n });
  expect(await again.send(clinic, 701, 700)).toMatchObject({ kind: 'cosigned', from: 700n });

  const evidence = readdirSync(join(folder, 'state/refused'));
  expect(evidence).toHaveLength(2);
  expect(readFileSync(join(folder, 'state/refused', evidence[0]!), 'utf8')).toContain('old 300\n');
  expect(again.stderr()).toContain('REFUSED, and kept in');

  const hash = Buffer.from(sha256(Buffer.from(hospital.origin))).toString('hex');
  const latest = parseNote(await (await fetch(`${again.peer.url}/${hash}/checkpoint`)).text());
  const { signed } = await openNote(latest, [again.peer.key, parseVerifierKey(hospital.vkey, sha256)], {
    sha256,
    verify,
  });
  expect(latest.text).toContain('\n400\n');
  expect(signed).toHaveLength(2);
  expect(await again.end('SIGTERM')).toBe(0);
});

test('two processes on one state never cosign two histories', async () => {
  const state = join(folder, 'shared');
  const two = await Promise.all([witness(state).then((one) => witness(state).then((other) => [one, other]))]).then(
    ([both]) => both!,
  );
  const forged = testLog(hospital.origin, { forgedAt: 20 });
  expect(await two[0]!.send(hospital, 10)).toMatchObject({ kind: 'cosigned' });
  const tries = Array.from({ length: 10 }, (_, at) => two[at % 2]!.send(at < 5 ? hospital : forged, 30 + at, 10));
  const outcomes = await Promise.all(tries);
  const histories = new Set(outcomes.flatMap(({ kind }, at) => (kind === 'cosigned' ? [at < 5] : [])));
  expect(histories.size).toBe(1);
});

test('answers as the specification says: status, type and body', async () => {
  const { peer, send } = await witness(join(folder, 'http'));
  const ask = async (body: string | Buffer<ArrayBuffer> | null, path = '/add-checkpoint', method = 'POST') => {
    const answer = await fetch(`${peer.url}${path}`, { method, body });
    return { status: answer.status, type: answer.headers.get('content-type'), body: await answer.text() };
  };
  const plain = 'text/plain; charset=utf-8';
  const checkpoint = await hospital.checkpoint(9);
  const add = (oldSize: bigint, proof: Uint8Array[] = []) => writeAddCheckpoint({ oldSize, proof, checkpoint });
  expect(await ask(add(0n, [new Uint8Array(32)]))).toMatchObject({ status: 422, type: plain });
  expect(await ask(add(0n))).toEqual({
    status: 200,
    type: plain,
    body: expect.stringMatching(/^— university\.example \S+\n$/),
  });
  expect(await ask(add(4n))).toEqual({ status: 409, type: 'text/x.tlog.size', body: '9\n' });
  expect(await ask(add(10n))).toMatchObject({ status: 400 });
  for (const body of ['', 'old 00\n\nx', 'nonsense', Buffer.from([0xff, 0xfe]), null])
    expect(await ask(body)).toMatchObject({ status: 400, type: plain });
  expect(await ask('x'.repeat(200_000))).toMatchObject({ status: 413 });
  expect(await ask(null, `/${'0'.repeat(64)}/checkpoint`, 'GET')).toMatchObject({ status: 404 });
  expect(await ask(null, '/../../etc/passwd/checkpoint', 'GET')).toMatchObject({ status: 404 });
  expect((await ask(null, '/', 'GET')).body).toContain('clinic.example/log');
  expect(await send(hospital, 9, 9)).toMatchObject({ kind: 'cosigned' });
});
