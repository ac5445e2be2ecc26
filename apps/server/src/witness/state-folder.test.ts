import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseCheckpoint, writeNote } from '@charthouse/ledger';
import { afterAll, expect, test } from 'vitest';
import { sha256 } from '../ledger/cryptography.ts';
import { testLog } from './log.testing.ts';
import { stateFolder } from './state-folder.ts';

const root = mkdtempSync(join(tmpdir(), 'charthouse-witness-state-'));
afterAll(() => rmSync(root, { recursive: true }));

const log = testLog('hospital.example/log');
async function stepTo(size: number, from: number) {
  const checkpoint = await log.checkpoint(size);
  const { root: hash } = parseCheckpoint(checkpoint.text);
  return { from: BigInt(from), to: { size: BigInt(size), root: hash }, note: writeNote(checkpoint) };
}

test('what was cosigned is there for the next process, by the origin and by its hash', async () => {
  const { memory } = stateFolder(root);
  expect(await memory.latest(log.origin)).toBeUndefined();
  expect(await memory.advance(log.origin, await stepTo(5, 0))).toBe(true);
  const again = stateFolder(root);
  expect((await again.memory.latest(log.origin))?.size).toBe(5n);
  const hash = Buffer.from(sha256(Buffer.from(log.origin))).toString('hex');
  expect(await again.latestNote(hash)).toBe(writeNote(await log.checkpoint(5)));
  expect(await again.memory.latest('other.example/log')).toBeUndefined();
});

test('a step from what is not the latest is refused, and of many at once exactly one is taken', async () => {
  const origin = 'racing.example/log';
  const two = [stateFolder(root).memory, stateFolder(root).memory];
  expect(await two[0]!.advance(origin, await stepTo(5, 0))).toBe(true);
  expect(await two[1]!.advance(origin, await stepTo(6, 0))).toBe(false);
  const steps = await Promise.all(Array.from({ length: 20 }, (_, at) => stepTo(6 + at, 5)));
  const taken = await Promise.all(steps.map((step, at) => two[at % 2]!.advance(origin, step)));
  expect(taken.filter(Boolean)).toHaveLength(1);
  expect((await two[0]!.latest(origin))?.size).toBe(steps[taken.indexOf(true)]!.to.size);
});

test('only the last steps stay on disk', async () => {
  const origin = 'long.example/log';
  const { memory } = stateFolder(root);
  for (let size = 1; size <= 30; size++) expect(await memory.advance(origin, await stepTo(size, size - 1))).toBe(true);
  const folder = join(root, 'logs', Buffer.from(sha256(Buffer.from(origin))).toString('hex'));
  expect(readdirSync(folder)).toHaveLength(21);
  expect((await memory.latest(origin))?.size).toBe(30n);
});

test('a state that cannot be read is a fault, not a beginning', async () => {
  const origin = 'broken.example/log';
  const { memory } = stateFolder(root);
  await memory.advance(origin, await stepTo(5, 0));
  const folder = join(root, 'logs', Buffer.from(sha256(Buffer.from(origin))).toString('hex'));
  writeFileSync(join(folder, readdirSync(folder)[0]!), 'nonsense');
  await expect(memory.latest(origin)).rejects.toThrow();
  await expect(memory.advance(origin, await stepTo(6, 0))).rejects.toThrow();
});
