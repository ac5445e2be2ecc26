/** The job's work against a real EVM over JSON-RPC. */
import type { LedgerHeads } from '@charthouse/chart-store';
import { parseCheckpoint, writeNote } from '@charthouse/ledger';
import { deployAnchor, openAnchor } from '@charthouse/ledger-anchor';
import { type LocalChain, startLocalChain } from '@charthouse/testkit/local-chain';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestLog, testLog } from '../witness/log.testing.ts';
import { anchorHead } from './anchor-head.ts';

let chain: LocalChain;
let contract = '';
const keyOf = (digit: string) => `0x${digit.repeat(64)}`;
beforeAll(async () => {
  chain = await startLocalChain();
  contract = await deployAnchor({ rpcUrl: chain.url, privateKey: keyOf('9') });
}, 60_000);
afterAll(() => chain.close());

function headsOf(log: TestLog, size: number): LedgerHeads {
  const headAt = async (leaves: number) => parseCheckpoint((await log.checkpoint(leaves)).text);
  return {
    newest: async () =>
      size === 0 ? undefined : { ...(await headAt(size)), note: writeNote(await log.checkpoint(size)) },
    rootAt: async (leaves) => (await headAt(Number(leaves))).root,
    prove: log.prove,
  };
}
const anchored = (digit: string, heads: LedgerHeads) =>
  anchorHead(openAnchor({ rpcUrl: chain.url, privateKey: keyOf(digit) }, contract), heads);

test('each hospital anchors its heads as its log grows, in one contract', async () => {
  const [mary, john] = [testLog('st-mary.example/log'), testLog('st-john.example/log', { seed: 2 })];
  expect(await anchored('1', headsOf(mary, 0))).toEqual({ kind: 'nothing new', size: 0n });
  expect(await anchored('1', headsOf(mary, 10))).toMatchObject({ kind: 'anchored', size: 10n });
  expect(await anchored('2', headsOf(john, 300))).toMatchObject({ kind: 'anchored', size: 300n });
  expect(await anchored('1', headsOf(mary, 700))).toMatchObject({ kind: 'anchored', size: 700n });
  expect(await anchored('1', headsOf(mary, 700))).toEqual({ kind: 'nothing new', size: 700n });
});

test('a history that was rewritten or rolled back is named, and not anchored', async () => {
  const origin = 'forged.example/log';
  await anchored('3', headsOf(testLog(origin), 50));
  const forged = testLog(origin, { forgedAt: 7 });
  for (const size of [50, 60])
    expect(await anchored('3', headsOf(forged, size))).toMatchObject({
      kind: 'rewritten',
      reason: expect.stringMatching(
        /^The first 50 leaves of the log do not lead to the head .* they were rewritten\.$/,
      ),
    });
  expect(await anchored('3', headsOf(testLog(origin), 49))).toMatchObject({
    kind: 'rewritten',
    reason: expect.stringContaining('the log has 49: it was rolled back'),
  });
  const lying: LedgerHeads = { ...headsOf(forged, 60), rootAt: headsOf(testLog(origin), 60).rootAt };
  await expect(anchored('3', lying)).rejects.toThrow('does not continue the one that is anchored (50 leaves)');
  expect(await anchored('3', headsOf(testLog(origin), 60))).toMatchObject({ kind: 'anchored' });
});
