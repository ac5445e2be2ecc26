/** Speaks to the contract over JSON-RPC. https://viem.sh, https://ethereum.org/developers/docs/apis/json-rpc/ */
import {
  type Account,
  BaseError,
  bytesToHex,
  ContractFunctionRevertedError,
  createWalletClient,
  type Hex,
  HttpRequestError,
  hexToBytes,
  http,
  publicActions,
} from 'viem';
import { privateKeyToAccount } from 'viem/accounts';
import { abi, bytecode } from './contract.ts';

export interface AnchorAccess {
  /** JSON-RPC of a node of the chain. */
  readonly rpcUrl: string;
  /** Of the publisher: `0x` and 64 hex digits. */
  readonly privateKey: string;
}

/** A head of a log. */
export interface AnchorHead {
  readonly size: bigint;
  /** 32 bytes. */
  readonly root: Uint8Array;
}

/** A head as the chain keeps it. */
export interface AnchoredHead extends AnchorHead {
  /** Of the block that took it, in seconds since 1970. */
  readonly time: bigint;
}

export interface Anchor {
  /** Address under which the heads are kept. */
  readonly publisher: string;
  /** `origin`: SHA-256 of the log's origin. Undefined: none of this publisher is kept. */
  head(origin: Uint8Array): Promise<AnchoredHead | undefined>;
  /** Sends a head with the proof that it continues the one that is kept, and waits until a block has it. @throws AnchorRefused */
  put(origin: Uint8Array, head: AnchorHead, proof: readonly Uint8Array[]): Promise<{ readonly transaction: string }>;
}

/** The contract says no: the head does not continue the one that it keeps. Trying again is useless. */
export class AnchorRefused extends Error {
  override readonly name = 'AnchorRefused';
}

/** The chain cannot be reached, or does not do what was asked. In a sentence, without the key. */
export class AnchorFailed extends Error {
  override readonly name = 'AnchorFailed';
}

/** Milliseconds until a transaction is in a block. */
const patience = 180_000;

/** @throws AnchorFailed for a private key or contract address that is none */
export function openAnchor(access: AnchorAccess, contract: string): Anchor {
  if (!/^0x[0-9a-fA-F]{40}$/.test(contract))
    throw new AnchorFailed(`The address of the contract must be 0x and 40 hex digits, not ${contract}.`);
  const address = contract as Hex;
  const { client, account } = clientOf(access);
  return {
    publisher: account.address,
    head: (origin) =>
      said(async () => {
        const args = [account.address, bytesToHex(origin)] as const;
        const [size, time, root] = await client.readContract({ address, abi, functionName: 'heads', args });
        return size === 0n ? undefined : { size, time, root: hexToBytes(root) };
      }),
    put: (origin, { size, root }, proof) =>
      said(async () => {
        const args = [bytesToHex(origin), size, bytesToHex(root), proof.map((hash) => bytesToHex(hash))] as const;
        const call = { address, abi, functionName: 'anchor', args, account } as const;
        await client.simulateContract(call); // says why it is refused, and costs nothing
        const transaction = await client.writeContract({ ...call, chain: null });
        const { status } = await client.waitForTransactionReceipt({ hash: transaction, timeout: patience });
        if (status !== 'success') throw new AnchorRefused(`The transaction ${transaction} was not carried out.`);
        return { transaction };
      }),
  };
}

/** Puts a contract of one's own into the chain. Resolves to its address. */
export async function deployAnchor(access: AnchorAccess): Promise<string> {
  const { client, account } = clientOf(access);
  return said(async () => {
    const hash = await client.deployContract({ abi, bytecode, account, chain: null });
    const { contractAddress } = await client.waitForTransactionReceipt({ hash, timeout: patience });
    if (!contractAddress) throw new AnchorFailed(`The transaction ${hash} made no contract.`);
    return contractAddress;
  });
}

function clientOf({ rpcUrl, privateKey }: AnchorAccess) {
  const account = accountOf(privateKey);
  const transport = http(rpcUrl, { retryCount: 1, timeout: 20_000 });
  const client = createWalletClient({ account, transport, pollingInterval: 1_000 }).extend(publicActions);
  return { client, account };
}

function accountOf(privateKey: string): Account {
  if (!/^0x[0-9a-fA-F]{64}$/.test(privateKey))
    throw new AnchorFailed('The private key of the publisher must be 0x and 64 hex digits.');
  return privateKeyToAccount(privateKey as Hex);
}

/** Errors of viem name requests and their bodies; here they become a sentence. */
async function said<T>(ask: () => Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch (error) {
    if (!(error instanceof BaseError)) throw error;
    const reverted = error.walk((cause) => cause instanceof ContractFunctionRevertedError);
    if (reverted instanceof ContractFunctionRevertedError) throw new AnchorRefused(refusalOf(reverted));
    const unreachable = error.walk((cause) => cause instanceof HttpRequestError) !== null;
    throw new AnchorFailed(unreachable ? 'The chain cannot be reached.' : `The chain answers: ${error.shortMessage}`);
  }
}

const reasons: Readonly<Record<string, string>> = {
  NotLarger: 'The head is not larger than the one that is anchored',
  NotConsistent: 'The head does not continue the one that is anchored',
};

function refusalOf({ data, shortMessage }: ContractFunctionRevertedError): string {
  const reason = reasons[data?.errorName ?? ''];
  return reason ? `${reason} (${data?.args?.[0]} leaves).` : `The contract refuses: ${shortMessage}`;
}
