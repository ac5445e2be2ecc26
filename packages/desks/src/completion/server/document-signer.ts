/** What signs documents: keys are kept outside, by who puts the desks together. https://www.rfc-editor.org/rfc/rfc7515#appendix-F */
import type { JsonObject } from '@charthouse/fhir-model';

/** A public key as a JWK with its `kid`: https://www.rfc-editor.org/rfc/rfc7517 */
export type PublicKey = JsonObject & { readonly kid: string };

export interface DocumentSigner {
  /** A detached JWS over exactly these bytes; what the header says is signed, too. */
  sign(bytes: Uint8Array, header: Readonly<Record<string, string>>): Promise<string>;
  /** The present one first, then those that signed before it. */
  publicKeys(): Promise<readonly PublicKey[]>;
  /** What the header says, when one of these keys signed exactly these bytes; else undefined. */
  verify(bytes: Uint8Array, jws: string, keys: readonly PublicKey[]): Promise<JsonObject | undefined>;
}
