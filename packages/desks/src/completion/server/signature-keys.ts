/**
 * The public keys of all signatures, in the record: they are there after every rotation, in every backup, and each change of them is a
 * version that the ledger holds. Served as a JWK set: https://www.rfc-editor.org/rfc/rfc7517#section-5
 */
import { signatureKeysId } from '@charthouse/fhir-api';
import { isObject, type JsonObject, OutcomeError, type Resource } from '@charthouse/fhir-model';
import { objects } from '../rules/reading/elements.ts';
import { type Asking, base, readOne } from './ask.ts';
import type { DocumentSigner, PublicKey } from './document-signer.ts';

/** Another process may publish at the same moment. */
const attempts = 4;

/** Before the first signature by a key: nobody has to wait for the key to check what it signed. @throws OutcomeError */
export async function publishKeys(asking: Asking, signer: DocumentSigner): Promise<void> {
  const own = await signer.publicKeys();
  for (let attempt = 1; ; attempt++) {
    const library = await readOne(asking, 'Library', signatureKeysId);
    const known = library ? keysIn(library) : [];
    const fresh = own.filter(({ kid }) => !known.some((one) => one.kid === kid));
    if (fresh.length === 0) return;
    try {
      await write(asking, library, [...fresh, ...known]);
      return;
    } catch (error) {
      const isRace = error instanceof OutcomeError && (error.status === 412 || error.status === 409);
      if (!isRace || attempt === attempts) throw error;
    }
  }
}

/** The newest first. @throws OutcomeError */
export async function publishedKeys(asking: Asking): Promise<PublicKey[]> {
  const library = await readOne(asking, 'Library', signatureKeysId);
  return library ? keysIn(library) : [];
}

/** The keys in the content of the Library. */
export function keysIn({ content }: JsonObject): PublicKey[] {
  const data = objects(content)[0]?.data;
  if (typeof data !== 'string') return [];
  const set: unknown = JSON.parse(Buffer.from(data, 'base64').toString('utf8'));
  return isObject(set as JsonObject) ? (objects((set as JsonObject).keys) as PublicKey[]) : [];
}

async function write({ door, principal }: Asking, before: Resource | undefined, keys: readonly PublicKey[]) {
  const resource: Resource = {
    ...{ resourceType: 'Library', id: signatureKeysId, status: 'active' },
    type: { text: 'Public keys by which signatures are checked' },
    content: [
      {
        contentType: 'application/jwk-set+json',
        data: Buffer.from(JSON.stringify({ keys })).toString('base64'),
      },
    ],
  };
  const { versionId } = (before?.meta ?? {}) as { versionId?: string };
  const match = versionId === undefined ? { mustBeNew: true } : { ifMatch: `W/"${versionId}"` };
  const call = { kind: 'update' as const, type: 'Library', id: signatureKeysId, resource, place: '', ...match };
  await door.writeAll({ calls: [call], literals: [], base }, principal);
}
