/** Reads what `ByteWriter` wrote. */

export class ByteReader {
  readonly #bytes: Buffer;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  uint8(): number {
    return this.#bytes.readUInt8(this.#take(1));
  }

  int32(): number {
    return this.#bytes.readInt32BE(this.#take(4));
  }

  int64(): bigint {
    return this.#bytes.readBigInt64BE(this.#take(8));
  }

  float64(): number {
    return this.#bytes.readDoubleBE(this.#take(8));
  }

  text(): string {
    const length = this.int32();
    const at = this.#take(length);
    return this.#bytes.toString('utf8', at, at + length);
  }

  #take(size: number): number {
    const at = this.#at;
    this.#at = at + size;
    return at;
  }
}
