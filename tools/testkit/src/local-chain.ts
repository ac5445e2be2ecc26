/** A chain of one machine: a real EVM behind JSON-RPC over HTTP, a block for each transaction. https://ethereum.github.io/execution-apis/ */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createEVM, type EVM } from '@ethereumjs/evm';
import { createAddressFromString, createZeroAddress } from '@ethereumjs/util';
import {
  bytesToHex,
  type Hex,
  hexToBytes,
  keccak256,
  numberToHex,
  parseTransaction,
  recoverTransactionAddress,
  type TransactionSerialized,
} from 'viem';

export interface LocalChain {
  /** Address of its JSON-RPC. */
  readonly url: string;
  /** Methods that were asked for, in turn. */
  readonly asked: string[];
  /** While true every request is answered 503. */
  down: boolean;
  close(): Promise<void>;
}

interface Transaction {
  readonly from: Hex;
  readonly to?: Hex | null | undefined;
  readonly data?: Hex | undefined;
}

interface Chain {
  readonly evm: EVM;
  readonly nonces: Map<string, number>;
  readonly receipts: Map<Hex, Record<string, unknown>>;
  blocks: number;
}

class RpcError extends Error {
  readonly code: number;
  readonly data: Hex | undefined;

  constructor(code: number, message: string, data?: Hex) {
    super(message);
    this.code = code;
    this.data = data;
  }
}

const chainId = 1337;
const zeros = `0x${'0'.repeat(64)}` as const;

export async function startLocalChain(): Promise<LocalChain> {
  const chain: Chain = { evm: await createEVM(), nonces: new Map(), receipts: new Map(), blocks: 1 };
  const state = { asked: [] as string[], down: false };
  let turn: Promise<unknown> = Promise.resolve();
  const server = createServer(async (request, response) => {
    const text = (await request.toArray()).join('');
    if (state.down) return response.writeHead(503).end();
    const { id, method, params } = JSON.parse(text);
    state.asked.push(method);
    const answered = turn.then(() => answer(chain, method, params ?? []));
    turn = answered.catch(() => {});
    const body = await answered.then(
      (result) => ({ jsonrpc: '2.0', id, result }),
      ({ code = -32603, message, data }: RpcError) => ({ jsonrpc: '2.0', id, error: { code, message, data } }),
    );
    return response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const close = () => new Promise<void>((done) => server.close(() => done()).closeAllConnections());
  return Object.assign(state, { url, close });
}

// biome-ignore lint/suspicious/noExplicitAny: parameters of JSON-RPC, of a type for each method
type Method = (chain: Chain, params: readonly any[]) => unknown;

const methods: Readonly<Record<string, Method>> = {
  eth_chainId: () => numberToHex(chainId),
  eth_blockNumber: ({ blocks }) => numberToHex(blocks),
  eth_getBlockByNumber: ({ blocks }) => block(blocks),
  eth_gasPrice: () => numberToHex(10n ** 9n),
  eth_maxPriorityFeePerGas: () => numberToHex(10n ** 9n),
  eth_getTransactionCount: ({ nonces }, [address]) => numberToHex(nonces.get(String(address).toLowerCase()) ?? 0),
  eth_getTransactionReceipt: ({ receipts }, [hash]) => receipts.get(hash) ?? null,
  eth_getCode: async ({ evm }, [address]) =>
    bytesToHex(await evm.stateManager.getCode(createAddressFromString(address))),
  eth_call: async (chain, [transaction]) => (await attempt(chain, transaction)).returned,
  eth_estimateGas: async (chain, [transaction]) => numberToHex((await attempt(chain, transaction)).gas * 2n + 60_000n),
  eth_sendRawTransaction: (chain, [raw]) => take(chain, raw),
};

async function answer(chain: Chain, method: string, params: readonly unknown[]): Promise<unknown> {
  const known = methods[method];
  if (!known) throw new RpcError(-32601, `the method ${method} does not exist`);
  return known(chain, params);
}

function block(number: number): Record<string, unknown> {
  return {
    ...{ number: numberToHex(number), hash: blockHash(number), parentHash: blockHash(number - 1), transactions: [] },
    ...{ timestamp: numberToHex(1_800_000_000 + number), gasLimit: numberToHex(30_000_000), gasUsed: '0x0' },
    ...{
      baseFeePerGas: numberToHex(10n ** 9n),
      nonce: '0x0000000000000000',
      difficulty: '0x0',
      extraData: '0x',
      size: '0x0',
    },
    ...{ logsBloom: `0x${'0'.repeat(512)}`, miner: `0x${'0'.repeat(40)}`, uncles: [] },
    ...{ stateRoot: zeros, receiptsRoot: zeros, transactionsRoot: zeros, sha3Uncles: zeros, mixHash: zeros },
  };
}

const blockHash = (number: number) => keccak256(numberToHex(Math.max(number, 0), { size: 32 }));

/** Runs it and takes it back. */
async function attempt(chain: Chain, transaction: Transaction) {
  await chain.evm.journal.checkpoint();
  try {
    return await run(chain, transaction);
  } finally {
    await chain.evm.journal.revert();
  }
}

async function run({ evm, blocks }: Chain, { from, to, data = '0x' }: Transaction) {
  const { execResult, createdAddress } = await evm.runCall({
    caller: createAddressFromString(from),
    ...(to && { to: createAddressFromString(to) }),
    data: hexToBytes(data),
    gasLimit: 10_000_000n,
    block: { header: headerOf(blocks) },
  });
  const returned = bytesToHex(execResult.returnValue);
  if (execResult.exceptionError) throw new RpcError(3, 'execution reverted', returned);
  return { returned, gas: execResult.executionGasUsed, createdAddress: createdAddress?.toString() };
}

/** As the EVM is told of the block it runs in. */
function headerOf(number: number) {
  return {
    ...{ number: BigInt(number), timestamp: 1_800_000_000n + BigInt(number), coinbase: createZeroAddress() },
    ...{ difficulty: 0n, prevRandao: new Uint8Array(32), gasLimit: 30_000_000n, baseFeePerGas: 0n },
    getBlobGasPrice: () => undefined,
  };
}

/** A signed transaction: one that reverts is in its block, too. */
async function take(chain: Chain, raw: TransactionSerialized): Promise<Hex> {
  const { to, data, nonce = 0, chainId: meant } = parseTransaction(raw);
  const from = (await recoverTransactionAddress({ serializedTransaction: raw })).toLowerCase() as Hex;
  const expected = chain.nonces.get(from) ?? 0;
  if (meant !== chainId || nonce !== expected) throw new RpcError(-32000, `nonce ${nonce}, expected ${expected}`);
  chain.nonces.set(from, expected + 1);
  chain.blocks += 1;
  const result = await run(chain, { from, to, data }).catch((error: RpcError) => error);
  const hash = keccak256(raw);
  const ran = !(result instanceof RpcError);
  chain.receipts.set(hash, {
    ...{
      transactionHash: hash,
      transactionIndex: '0x0',
      blockNumber: numberToHex(chain.blocks),
      blockHash: blockHash(chain.blocks),
    },
    ...{ from, to: to ?? null, status: ran ? '0x1' : '0x0', type: '0x2', logs: [], logsBloom: `0x${'0'.repeat(512)}` },
    ...{ contractAddress: (ran && result.createdAddress) || null, gasUsed: numberToHex(ran ? result.gas : 21_000n) },
    ...{ cumulativeGasUsed: numberToHex(21_000), effectiveGasPrice: numberToHex(10n ** 9n) },
  });
  return hash;
}
