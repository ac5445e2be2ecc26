/**
 * The key that documents are signed with, in a file of the data folder and never in the database or its backups: made when the first
 * document is signed. The public keys are in the record. A JWK set: https://www.rfc-editor.org/rfc/rfc7517#section-5
 */
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { DocumentSigner, PublicKey } from '@charthouse/desks/completion/server';
import {
  calculateJwkThumbprint,
  decodeProtectedHeader,
  exportJWK,
  FlattenedSign,
  flattenedVerify,
  generateKeyPair,
  importJWK,
  type JWK,
} from 'jose';
import { failure } from '../command-line/stop.ts';
import type { Settings } from '../settings/settings.ts';

type Where = Pick<Settings, 'dataDir'>;

const alg = 'EdDSA';

export const documentKeyPath = ({ dataDir }: Where) => join(dataDir, 'documents.key');

/** The first key of the file signs. The header names it, so that anybody can look it up among the published ones. */
export function documentSigner(settings: Where): DocumentSigner {
  return {
    async sign(bytes, header) {
      const [own] = await keysOf(settings);
      const { kid, ...jwk } = await publicOf(own);
      const whole = { ...header, alg, kid, jwk, b64: false, crit: ['b64'] };
      const { signature, protected: head } = await new FlattenedSign(bytes)
        .setProtectedHeader(whole as never)
        .sign(await importJWK(own, alg));
      return `${head}..${signature}`;
    },
    publicKeys: async () => Promise.all((await keysOf(settings)).map(publicOf)),
    verify,
  };
}

const verify: DocumentSigner['verify'] = async (bytes, jws, keys) => {
  try {
    const [head = '', , signature = ''] = jws.split('.');
    const { kid } = decodeProtectedHeader({ protected: head });
    const key = keys.find((one) => one.kid === kid);
    if (!key) return undefined;
    const { protectedHeader } = await flattenedVerify(
      { protected: head, payload: bytes, signature },
      await importJWK(key as JWK, alg),
    );
    return protectedHeader as PublicKey;
  } catch {
    return undefined; // whatever is wrong with it, it does not hold
  }
};

/** A new key that signs from now on, in every process; what the others signed is still checked by their public keys. */
export async function rotateDocumentKey(settings: Where): Promise<PublicKey> {
  const [own, ...former] = await keysOf(settings);
  const fresh = await newKey();
  const { d: _, ...retired } = own;
  const path = documentKeyPath(settings);
  await writeFile(`${path}.partial`, text([fresh, retired, ...former]), { mode: 0o600, flush: true });
  await rename(`${path}.partial`, path);
  return publicOf(fresh);
}

async function newKey(): Promise<JWK> {
  const { privateKey } = await generateKeyPair(alg, { crv: 'Ed25519', extractable: true });
  return exportJWK(privateKey);
}

const text = (keys: readonly JWK[]) => `${JSON.stringify({ keys })}\n`;

async function publicOf({ d: _, ...jwk }: JWK): Promise<PublicKey> {
  const { kty, crv, x } = jwk;
  const kid = await calculateJwkThumbprint({ kty, crv, x } as JWK);
  return { kty, crv, x, alg, use: 'sig', kid } as PublicKey;
}

/** Read each time: another process may have made a new one. @throws CommandStop when the file cannot be read */
async function keysOf(settings: Where): Promise<[JWK, ...JWK[]]> {
  const path = documentKeyPath(settings);
  const found = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw failure(`cannot read ${path}: ${error.message}.`, error);
  });
  if (found !== undefined) return parsed(found, path);
  await mkdir(settings.dataDir, { recursive: true, mode: 0o700 });
  await writeFile(path, text([await newKey()]), { mode: 0o600, flag: 'wx' }).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error; // another process was quicker
  });
  return parsed(await readFile(path, 'utf8'), path);
}

/** Also a lone key, as it was written at first. */
function parsed(found: string, path: string): [JWK, ...JWK[]] {
  const wrong = () => failure(`${path} is no key: remove it, or bring the one back that was there.`);
  try {
    const value = JSON.parse(found) as JWK & { keys?: JWK[] };
    const [own, ...former] = value.keys ?? [value];
    if (own?.d && own.x) return [own, ...former];
  } catch {}
  throw wrong();
}
