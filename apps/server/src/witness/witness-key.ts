/** The private key of a witness, in a file of its state folder. https://c2sp.org/tlog-cosignature */
import { randomBytes } from 'node:crypto';
import { mkdir, open, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Malformed, parseSignerKey, type VerifierKey, verifierKey, writeSignerKey } from '@charthouse/ledger';
import { failure, wrongUsage } from '../command-line/stop.ts';
import { type Signer, sha256, signerOf } from '../ledger/cryptography.ts';

export interface WitnessKey {
  readonly key: VerifierKey;
  readonly sign: Signer['sign'];
}

/** Reads the key, or makes one under this name. @throws CommandStop for another name, and where there is neither key nor name */
export async function witnessKey(folder: string, name: string | undefined): Promise<WitnessKey> {
  const path = join(folder, 'witness.key');
  const text = (await textOf(path)) ?? (await newKey(path, name));
  try {
    const { name: own, type, keyId, seed } = parseSignerKey(text.trim());
    const { publicKey, sign } = signerOf(seed);
    const key = verifierKey({ name: own, type, publicKey }, sha256);
    if (type !== 'cosignature' || key.keyId !== keyId) throw new Malformed('It is not the key of a witness.');
    if (name !== undefined && name !== own)
      throw wrongUsage(
        `the witness in ${folder} is named ${own}, not ${name}: leave out --name, or give another --state.`,
      );
    return { key, sign };
  } catch (error) {
    if (error instanceof Malformed) throw failure(`${path} cannot be used: ${error.message}`, error);
    throw error;
  }
}

async function textOf(path: string): Promise<string | undefined> {
  return readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw failure(`cannot read ${path}: ${error.message}.`, error);
  });
}

async function newKey(path: string, name: string | undefined): Promise<string> {
  if (name === undefined)
    throw wrongUsage(`there is no witness in ${path} yet: give it a name with --name, such as university.example.`);
  const seed = randomBytes(32);
  const { publicKey } = signerOf(seed);
  const text = `${signerText(name, seed, publicKey)}\n`;
  await mkdir(join(path, '..'), { recursive: true, mode: 0o700 });
  const file = await open(path, 'wx', 0o600);
  try {
    await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
  return text;
}

function signerText(name: string, seed: Uint8Array, publicKey: Uint8Array): string {
  try {
    const { keyId } = verifierKey({ name, type: 'cosignature', publicKey }, sha256);
    return writeSignerKey({ name, type: 'cosignature', keyId, seed });
  } catch (error) {
    if (error instanceof Malformed) throw wrongUsage(error.message);
    throw error;
  }
}
