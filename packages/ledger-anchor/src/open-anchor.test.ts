/** viem and the contract over JSON-RPC, with a real EVM behind it. */
import { hash as hashOnce } from 'node:crypto';
import { append, emptyEdge, readConsistencyProof, rootOfEdge, type Tile, tilePath, treeHash } from '@charthouse/ledger';
import { type LocalChain, startLocalChain } from '@charthouse/testkit/local-chain';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { deployAnchor, openAnchor } from './open-anchor.ts';

const sha256 = (bytes: Uint8Array) => new Uint8Array(hashOnce('sha256', bytes, 'buffer'));
const hash = treeHash(sha256);
const tree = (size: number, forged = false) =>
  append(
    emptyEdge,
    Array.from({ length: size }, (_, at) => hash.leaf(Uint8Array.of(at, forged && at === 3 ? 1 : 0))),
    hash,
  );
const headOf = (size: number, forged = false) => ({
  size: BigInt(size),
  root: rootOfEdge(tree(size, forged).edge, hash),
});

function proofOf(from: number, to: number, forged = false) {
  const { tiles } = tree(to, forged);
  const readTile = (tile: Tile) => tiles.find(({ path }) => path === tilePath(tile))!.bytes;
  return readConsistencyProof(BigInt(from), BigInt(to), { readTile, hash });
}

const keyOf = (digit: string) => `0x${digit.repeat(64)}`;
const originOf = (name: string) => sha256(new TextEncoder().encode(name));
let chain: LocalChain;
let contract = '';
beforeAll(async () => {
  chain = await startLocalChain();
  contract = await deployAnchor({ rpcUrl: chain.url, privateKey: keyOf('9') });
}, 60_000);
afterAll(() => chain.close());
const opened = (digit: string) => openAnchor({ rpcUrl: chain.url, privateKey: keyOf(digit) }, contract);

test('two hospitals anchor their logs in one contract; neither can touch the other', async () => {
  const [mary, john] = [opened('1'), opened('2')];
  const origin = originOf('st-mary.example/log');
  expect(await mary.head(origin)).toBeUndefined();
  expect(await mary.put(origin, headOf(5), [])).toEqual({ transaction: expect.stringMatching(/^0x[0-9a-f]{64}$/) });
  await mary.put(origin, headOf(70), await proofOf(5, 70));
  await john.put(originOf('st-john.example/log'), headOf(20, true), []);
  await john.put(origin, headOf(9, true), []);
  expect(await mary.head(origin)).toMatchObject({ size: 70n, root: headOf(70).root });
  expect((await john.head(originOf('st-john.example/log')))?.size).toBe(20n);
  expect(chain.asked).toContain('eth_sendRawTransaction');
});

test('a forged history and a rollback are refused, in words', async () => {
  const forger = opened('3');
  const origin = originOf('forger.example/log');
  await forger.put(origin, headOf(8), []);
  const sent = chain.asked.filter((method) => method === 'eth_sendRawTransaction').length;
  await expect(forger.put(origin, headOf(20, true), await proofOf(8, 20, true))).rejects.toThrow(
    'The head does not continue the one that is anchored (8 leaves).',
  );
  await expect(forger.put(origin, headOf(5), [])).rejects.toThrow(
    'not larger than the one that is anchored (8 leaves)',
  );
  expect(chain.asked.filter((method) => method === 'eth_sendRawTransaction')).toHaveLength(sent);
  expect((await forger.head(origin))?.size).toBe(8n);
});

test('a chain that cannot be reached, a wrong contract, a bad key are said, without the key', async () => {
  const down = await startLocalChain();
  const anchor = openAnchor({ rpcUrl: down.url, privateKey: keyOf('1') }, contract);
  await expect(anchor.head(originOf('x'))).rejects.toThrow(/^The chain answers: /); // no contract there
  down.down = true;
  await expect(anchor.head(originOf('x'))).rejects.toThrow('The chain cannot be reached.');
  await down.close();
  expect(() => openAnchor({ rpcUrl: down.url, privateKey: 'secret' }, contract)).toThrow(
    /^The private key .* digits\.$/,
  );
  expect(() => openAnchor({ rpcUrl: down.url, privateKey: keyOf('1') }, '0x12')).toThrow('The address of the contract');
});
