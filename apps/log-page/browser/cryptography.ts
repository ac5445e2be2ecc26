/**
 * SHA-256 and Ed25519 in JavaScript: those of browsers answer later only, need a secure context, and are not in each of them.
 * https://www.rfc-editor.org/rfc/rfc8032#section-5.1.7
 */
import { ed25519 } from '@noble/curves/ed25519.js';
import { sha512 } from '@noble/hashes/sha2.js';

export { sha256 } from '@noble/hashes/sha2.js';

const { Point } = ed25519;

/**
 * The equation without the cofactor, as Node's OpenSSL has it: the library's own `verify` multiplies by it, and would take
 * signatures that `charthouse verify` refuses. False also for what is no point of the curve.
 */
export function verify(publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array): boolean {
  try {
    const r = signature.subarray(0, 32);
    const s = littleEndian(signature.subarray(32, 64));
    if (signature.length !== 64 || s >= Point.Fn.ORDER) return false;
    const k = Point.Fn.create(littleEndian(sha512.create().update(r).update(publicKey).update(message).digest()));
    const made = Point.BASE.multiplyUnsafe(s).subtract(Point.fromBytes(publicKey).multiplyUnsafe(k)).toBytes();
    return made.every((byte, at) => byte === r[at]);
  } catch {
    return false;
  }
}

function littleEndian(bytes: Uint8Array): bigint {
  return bytes.reduceRight((value, byte) => (value << 8n) | BigInt(byte), 0n);
}
