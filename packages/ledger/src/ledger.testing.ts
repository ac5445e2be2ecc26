/** Node's cryptography, in the form the ledger takes it; the vectors of others; made-up leaves. */
import {
  createPrivateKey,
  createPublicKey,
  hash as hashOnce,
  sign as signWith,
  verify as verifyWith,
} from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Sha256, Sign, Verify } from './cryptography.ts';
import { treeHash } from './tree/hash.ts';

export const sha256: Sha256 = (bytes) => new Uint8Array(hashOnce('sha256', bytes, 'buffer'));
export const hash = treeHash(sha256);

const base64Url = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64url');

export const verify: Verify = (publicKey, message, signature) => {
  try {
    const jwk = { kty: 'OKP', crv: 'Ed25519', x: base64Url(publicKey) };
    return verifyWith(null, message, createPublicKey({ key: jwk, format: 'jwk' }), signature);
  } catch {
    return false; // no point of the curve
  }
};

/** A key pair that is the same at each run. */
export function keyPair(seed: number): {
  readonly publicKey: Uint8Array;
  readonly sign: Sign;
  readonly seed: Uint8Array;
} {
  const secret = new Uint8Array(32).fill(seed);
  const pkcs8 = Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), secret]);
  const key = createPrivateKey({ key: pkcs8, format: 'der', type: 'pkcs8' });
  const { x } = createPublicKey(key).export({ format: 'jwk' });
  return {
    seed: secret,
    publicKey: new Uint8Array(Buffer.from(x as string, 'base64url')),
    sign: (message) => new Uint8Array(signWith(null, message, key)),
  };
}

const folder = fileURLToPath(new URL('../../../../shared/data/tlog/', import.meta.url));

/** Vectors of other projects; with the reason why their tests are skipped where they are absent. */
export const vectors = {
  absent: !existsSync(folder),
  reason: existsSync(folder) ? '' : ' (skipped: ../shared/data/tlog is not on this machine)',
  text: (path: string) => readFileSync(`${folder}${path}`, 'utf8'),
  bytes: (path: string) => new Uint8Array(readFileSync(`${folder}${path}`)),
};

export const entryAt = (index: number) => Uint8Array.of(index & 255, index >> 8, 7);
export const leafAt = (index: number) => hash.leaf(entryAt(index));
export const leaves = (size: number) => Array.from({ length: size }, (_, index) => leafAt(index));
