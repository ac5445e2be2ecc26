/** Whole numbers as text and as big-endian bytes. */
import { Malformed } from '../malformed.ts';
import { largestSize } from '../tree/ranges.ts';

/** @throws Malformed for anything but digits without leading zeroes, up to 2^63 - 1 */
export function parseDecimal(text: string, what: string): bigint {
  if (!/^(0|[1-9]\d{0,18})$/.test(text) || BigInt(text) > largestSize)
    throw new Malformed(
      `${what} is "${text.slice(0, 40)}", not a decimal number without leading zeroes up to 2^63 - 1.`,
    );
  return BigInt(text);
}

/** Eight bytes; a negative number as two's complement. */
export function bigEndian64(value: bigint): Uint8Array {
  const bytes = new Uint8Array(8);
  new DataView(bytes.buffer).setBigInt64(0, value);
  return bytes;
}

export function bigEndian32(value: number): Uint8Array {
  return Uint8Array.of(value >>> 24, value >>> 16, value >>> 8, value);
}

/** The number in four bytes. */
export function fromBigEndian32(bytes: Uint8Array): number {
  return ((bytes[0]! << 24) | (bytes[1]! << 16) | (bytes[2]! << 8) | bytes[3]!) >>> 0;
}

/** The number in eight bytes, with its sign. */
export function fromBigEndian64(bytes: Uint8Array): bigint {
  return new DataView(bytes.buffer, bytes.byteOffset, 8).getBigInt64(0);
}
