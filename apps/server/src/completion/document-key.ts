/** The key that documents are signed with, in a file of the data folder: made when the first document is signed. */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { DocumentSigner } from '@charthouse/desks/completion/server';
import { exportJWK, FlattenedSign, generateKeyPair, importJWK, type JWK } from 'jose';
import { failure } from '../command-line/stop.ts';
import type { Settings } from '../settings/settings.ts';

const fileName = 'documents.key';
const alg = 'EdDSA';

/** Signs with one key for all processes. The header holds the public key, so that anybody can check what is signed. */
export function documentSigner(settings: Pick<Settings, 'dataDir'>): DocumentSigner {
  let known: Promise<JWK> | undefined;
  return {
    async sign(bytes, header) {
      known ??= keyIn(settings.dataDir);
      const { d: _, ...jwk } = await known.catch((error) => {
        known = undefined;
        throw error;
      });
      const whole = { ...header, alg, jwk, b64: false, crit: ['b64'] };
      const { signature, protected: head } = await new FlattenedSign(bytes)
        .setProtectedHeader(whole)
        .sign(await importJWK(await known, alg));
      return `${head}..${signature}`;
    },
  };
}

/** @throws CommandStop when the file cannot be read */
async function keyIn(dataDir: string): Promise<JWK> {
  const path = join(dataDir, fileName);
  await mkdir(dataDir, { recursive: true, mode: 0o700 });
  const { privateKey } = await generateKeyPair(alg, { crv: 'Ed25519', extractable: true });
  const fresh = `${JSON.stringify(await exportJWK(privateKey))}\n`;
  await writeFile(path, fresh, { mode: 0o600, flag: 'wx' }).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error;
  });
  try {
    return JSON.parse(await readFile(path, 'utf8')) as JWK;
  } catch {
    throw failure(`${path} is no key: remove it, or bring the one back that was there.`);
  }
}
