/**
 * The keys of the ledger, in a file of the data folder and never in the database: the first private key is the present one,
 * others sign beside it until they are taken out; public keys of former times are kept to check what they signed.
 */
import { randomBytes } from 'node:crypto';
import { chmod, readFile, rename, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { LedgerSigner } from '@charthouse/chart-store';
import {
  parseSignerKey,
  parseVerifierKey,
  type VerifierKey,
  verifierKey,
  writeSignerKey,
  writeVerifierKey,
} from '@charthouse/ledger';
import { failure } from '../command-line/stop.ts';
import type { Settings } from '../settings/settings.ts';
import { sha256, signerOf } from './cryptography.ts';

export interface KeyFile {
  readonly signers: readonly LedgerSigner[];
  /** Public keys: of the signers, and of those that signed before them. */
  readonly verifiers: readonly VerifierKey[];
}

type Where = Pick<Settings, 'dataDir' | 'ledgerKey'>;

const privateKey = 'PRIVATE+KEY+';

export function keyFilePath({ dataDir, ledgerKey }: Where): string {
  return resolve(ledgerKey ?? join(dataDir, 'ledger.key'));
}

/** Undefined: there is no file. @throws CommandStop for one that cannot be read */
export async function readKeyFile(where: Where): Promise<KeyFile | undefined> {
  const path = keyFilePath(where);
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw failure(`cannot read the ledger's key in ${path}: ${error.message}.`, error);
  });
  if (text === undefined) return undefined;
  try {
    return parse(text);
  } catch (error) {
    throw failure(`${path} does not hold keys of a ledger: ${(error as Error).message}`, error);
  }
}

function parse(text: string): KeyFile {
  const lines = text.split('\n').flatMap((line) => (line.trim() === '' || line.startsWith('#') ? [] : [line.trim()]));
  const signers = lines.filter((line) => line.startsWith(privateKey)).map(signerFrom);
  const former = lines.filter((line) => !line.startsWith(privateKey)).map((line) => parseVerifierKey(line, sha256));
  if (signers.length === 0) throw new Error('there is no private key in it.');
  return { signers, verifiers: [...signers.map(({ key }) => key), ...former] };
}

function signerFrom(line: string): LedgerSigner {
  const { name, seed } = parseSignerKey(line);
  const { publicKey, sign } = signerOf(seed);
  return { key: verifierKey({ name, type: 'ed25519', publicKey }, sha256), sign };
}

/** A new private key, as a line of the file. */
export function newKeyLine(origin: string): string {
  const seed = randomBytes(32);
  const { publicKey } = signerOf(seed);
  const { keyId } = verifierKey({ name: origin, type: 'ed25519', publicKey }, sha256);
  return writeSignerKey({ name: origin, type: 'ed25519', keyId, seed });
}

const about = [
  '# Keys of the ledger of this Charthouse. Secret: who has them can sign another history.',
  '# The first private key signs; further ones sign beside it. Public keys are of former times.',
];

/** Readable by its owner alone; there whole or not at all. */
export async function writeKeyFile(where: Where, lines: readonly string[]): Promise<void> {
  const path = keyFilePath(where);
  const unfinished = `${path}.partial`;
  await writeFile(unfinished, `${[...about, ...lines].join('\n')}\n`, { mode: 0o600, flush: true });
  await chmod(unfinished, 0o600);
  await rename(unfinished, path);
}

/** Public keys as text, one on each line. */
export function publicLines({ verifiers }: KeyFile): string {
  return verifiers.map((key) => `${writeVerifierKey(key)}\n`).join('');
}
/** The private keys of the file as lines, and the public ones. */
export async function keyLines(where: Where): Promise<{ readonly secret: string[]; readonly former: string[] }> {
  const text = await readFile(keyFilePath(where), 'utf8');
  const lines = text.split('\n').filter((line) => line.trim() !== '' && !line.startsWith('#'));
  return {
    secret: lines.filter((line) => line.startsWith(privateKey)),
    former: lines.filter((line) => !line.startsWith(privateKey)),
  };
}
