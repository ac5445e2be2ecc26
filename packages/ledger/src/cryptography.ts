/** What the ledger is given: a hash and Ed25519. The package takes neither clock, chance nor cryptography by itself. */

/** SHA-256 of the bytes: 32 bytes. The bytes may be a buffer that is used again afterwards. */
export type Sha256 = (bytes: Uint8Array) => Uint8Array;

/** Whether an Ed25519 signature (64 bytes) of the message is by the public key (32 bytes). https://www.rfc-editor.org/rfc/rfc8032 */
export type Verify = (publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array) => boolean | Promise<boolean>;

/** The Ed25519 signature (64 bytes) of the message. */
export type Sign = (message: Uint8Array) => Uint8Array | Promise<Uint8Array>;

export interface Cryptography {
  readonly sha256: Sha256;
  readonly verify: Verify;
}
