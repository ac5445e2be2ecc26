/** The contract, compiled and run in a local EVM. https://docs.soliditylang.org, https://github.com/ethereumjs/ethereumjs-monorepo */
import { hash as hashOnce } from 'node:crypto';
import {
  append,
  emptyEdge,
  emptyFrontier,
  extend,
  readConsistencyProof,
  rootOf,
  type Tile,
  tilePath,
  treeHash,
  verifyConsistency,
} from '@charthouse/ledger';
import { createEVM, type EVM } from '@ethereumjs/evm';
import { type Address, createAddressFromString } from '@ethereumjs/util';
import { beforeAll, describe, expect, it } from 'vitest';
import { compiled } from './compile.testing.ts';
import { bytecode } from './contract.ts';

const sha256 = (bytes: Uint8Array) => hashOnce('sha256', bytes, 'buffer');
const hash = treeHash(sha256);
const leaves = (size: number, salt = 0) => Array.from({ length: size }, (_, at) => hash.leaf(Uint8Array.of(at, salt)));
const honest = leaves(70);
const forged = honest.with(3, hash.leaf(Uint8Array.of(99)));
const rootAt = (size: number, history = honest) => rootOf(extend(emptyFrontier, history.slice(0, size), hash), hash);

function proofOf(from: number, to: number, history = honest): Promise<Uint8Array[]> | Uint8Array[] {
  if (from === 0) return [];
  const { tiles } = append(emptyEdge, history.slice(0, to), hash);
  const readTile = (tile: Tile) => tiles.find(({ path }) => path === tilePath(tile))!.bytes;
  return readConsistencyProof(BigInt(from), BigInt(to), { readTile, hash });
}

/** ABI: 32 bytes for each value. */
const word = (value: Uint8Array | bigint | number) =>
  (typeof value === 'object' ? Buffer.from(value).toString('hex') : value.toString(16)).padStart(64, '0');
const fromHex = (hex: string) => new Uint8Array(Buffer.from(hex, 'hex'));

let evm: EVM;
let contract: Address;
let selectors: ReturnType<typeof compiled>['selectors'];

beforeAll(async () => {
  const { code, selectors: found } = compiled();
  selectors = found;
  evm = await createEVM();
  const made = await evm.runCall({ data: fromHex(code), gasLimit: 5_000_000n });
  contract = made.createdAddress!;
}, 60_000);

const stMary = createAddressFromString(`0x${'11'.repeat(20)}`);
const university = createAddressFromString(`0x${'22'.repeat(20)}`);
const originOf = (name: string) => sha256(new TextEncoder().encode(name));

interface Head {
  readonly size: number | bigint;
  readonly root: Uint8Array;
  readonly proof: readonly Uint8Array[];
}

/** `taken`, or which error with which known size. */
async function anchor(caller: Address, origin: Uint8Array, { size, root, proof }: Head) {
  const words = [origin, size, root, 128, proof.length, ...proof].map(word).join('');
  const data = fromHex(selectors['anchor(bytes32,uint64,bytes32,bytes32[])']! + words);
  const { execResult } = await evm.runCall({ to: contract, caller, data, gasLimit: 5_000_000n });
  if (!execResult.exceptionError) return { taken: true, gas: execResult.executionGasUsed };
  return { taken: false, known: BigInt(`0x${word(execResult.returnValue.slice(4)) || '0'}`) };
}

async function headOf(caller: Address, origin: Uint8Array) {
  const publisher = word(createAddressFromString(caller.toString()).bytes);
  const data = fromHex(selectors['heads(address,bytes32)']! + publisher + word(origin));
  const { execResult } = await evm.runCall({ to: contract, data, gasLimit: 5_000_000n });
  const bytes = execResult.returnValue;
  return { size: BigInt(`0x${word(bytes.slice(0, 32))}`), root: new Uint8Array(bytes.slice(64, 96)) };
}

describe('the anchoring contract', () => {
  it('is shipped as it compiles', () => {
    expect(bytecode).toBe(`0x${compiled().code}`);
  });

  it('keeps the heads of two hospitals, each as it grows', async () => {
    const mary = originOf('st-mary.example/log');
    const other = originOf('university.example/log');
    for (const [from, to] of [
      [0, 5],
      [5, 8],
      [8, 70],
    ] as const)
      expect(await anchor(stMary, mary, { size: to, root: rootAt(to), proof: await proofOf(from, to) })).toMatchObject({
        taken: true,
      });
    const theirs = leaves(20, 1);
    expect(await anchor(university, other, { size: 20, root: rootAt(20, theirs), proof: [] })).toMatchObject({
      taken: true,
    });
    expect(await headOf(stMary, mary)).toEqual({ size: 70n, root: new Uint8Array(rootAt(70)) });
    expect(await headOf(university, other)).toEqual({ size: 20n, root: new Uint8Array(rootAt(20, theirs)) });
  });

  it('refuses a forged history, a rollback and another root of the same size', async () => {
    const origin = originOf('forger.example/log');
    await anchor(stMary, origin, { size: 8, root: rootAt(8), proof: [] });
    const refused = { taken: false, known: 8n };
    expect(
      await anchor(stMary, origin, { size: 20, root: rootAt(20, forged), proof: await proofOf(8, 20, forged) }),
    ).toEqual(refused);
    expect(await anchor(stMary, origin, { size: 20, root: rootAt(20), proof: [] })).toEqual(refused);
    expect(await anchor(stMary, origin, { size: 8, root: rootAt(8, forged), proof: [] })).toEqual(refused);
    expect(await anchor(stMary, origin, { size: 5, root: rootAt(5), proof: [] })).toEqual(refused);
    expect(await anchor(stMary, origin, { size: 0, root: hash.empty, proof: [] })).toEqual(refused);
    expect(await anchor(stMary, origin, { size: 8, root: rootAt(8), proof: [] })).toEqual(refused);
    expect((await headOf(stMary, origin)).size).toBe(8n);
    expect(await anchor(stMary, origin, { size: 20, root: rootAt(20), proof: await proofOf(8, 20) })).toMatchObject({
      taken: true,
    });
  });

  it('refuses a proof that leads to the new root but not from the known one, and one that ends too early', async () => {
    const origin = originOf('subtle.example/log');
    await anchor(stMary, origin, { size: 6, root: rootAt(6), proof: [] });
    const proof = await proofOf(6, 20, forged);
    expect(await anchor(stMary, origin, { size: 20, root: rootAt(20, forged), proof })).toEqual({
      taken: false,
      known: 6n,
    });
    const early = originOf('early.example/log');
    await anchor(stMary, early, { size: 1, root: rootAt(1), proof: [] });
    const half = { size: 4, root: rootAt(2), proof: [honest[1]!] };
    expect(await anchor(stMary, early, half)).toEqual({ taken: false, known: 1n });
  });

  it('lets nobody take the place of another', async () => {
    const origin = originOf('squatted.example/log');
    expect(await anchor(university, origin, { size: 9, root: rootAt(9, forged), proof: [] })).toMatchObject({
      taken: true,
    });
    expect(await anchor(stMary, origin, { size: 5, root: rootAt(5), proof: [] })).toMatchObject({ taken: true });
    expect((await headOf(stMary, origin)).size).toBe(5n);
  });

  it('takes and refuses the same proofs as the ledger itself', async () => {
    let number = 0;
    for (let from = 1; from < 34; from += 5)
      for (let to = from + 1; to < 70; to += 11) {
        const proof = await proofOf(from, to);
        const wrong = [
          proof,
          proof.slice(1),
          [...proof, hash.empty],
          proof.toReversed(),
          [...proof.slice(0, -1), hash.empty],
        ];
        for (const one of wrong) {
          const origin = originOf(`differential ${number++}`);
          await anchor(stMary, origin, { size: from, root: rootAt(from), proof: [] });
          const { taken } = await anchor(stMary, origin, { size: to, root: rootAt(to), proof: one });
          const claim = {
            from: { size: BigInt(from), root: rootAt(from) },
            to: { size: BigInt(to), root: rootAt(to) },
            proof: one,
          };
          expect(taken, `${from} to ${to}`).toBe(verifyConsistency(claim, hash));
        }
      }
    expect(number).toBeGreaterThan(100);
  });

  it('costs little: a head of a large log less than 200,000 gas', async () => {
    const origin = originOf('large.example/log');
    const first = await anchor(stMary, origin, { size: 1, root: rootAt(1), proof: [] });
    const next = await anchor(stMary, origin, { size: 70, root: rootAt(70), proof: await proofOf(1, 70) });
    expect(first.gas).toBeLessThan(100_000n);
    expect(next.gas).toBeLessThan(200_000n);
  });
});
