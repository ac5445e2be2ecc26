/**
 * Which Ed25519 signatures we take, whatever library verifies: docs/spec-notes.md says why.
 * https://www.rfc-editor.org/rfc/rfc8032#section-5.1.7
 */
import type { Verify } from '../cryptography.ts';

const prime = 2n ** 255n - 19n;
const order = 2n ** 252n + 27742317777372353535851937790883648493n;

/** The y of the eight points whose order divides the cofactor. */
const lowOrder: ReadonlySet<bigint> = new Set([
  0n,
  1n,
  prime - 1n,
  littleEndian(fromHex('26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05')),
  littleEndian(fromHex('c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a')),
]);

/** `verify`, refusing beforehand points of low order, points and scalars that are not canonical, and wrong lengths. */
export function strictly(verify: Verify): Verify {
  return async (publicKey, message, signature) =>
    publicKey.length === 32 &&
    signature.length === 64 &&
    isProperPoint(publicKey) &&
    isProperPoint(signature.subarray(0, 32)) &&
    littleEndian(signature.subarray(32)) < order &&
    (await verify(publicKey, message, signature));
}

function isProperPoint(encoded: Uint8Array): boolean {
  const y = littleEndian(encoded) & (2n ** 255n - 1n); // the last bit is the sign of x
  return y < prime && !lowOrder.has(y);
}

function littleEndian(bytes: Uint8Array): bigint {
  return bytes.reduceRight((value, byte) => (value << 8n) | BigInt(byte), 0n);
}

function fromHex(text: string): Uint8Array {
  return Uint8Array.from(text.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
}
