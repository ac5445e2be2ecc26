/** A growing buffer of big-endian values: what PostgreSQL's binary formats and messages are written with. */

export class ByteWriter {
  #bytes: Buffer;
  #view: DataView;
  #length = 0;

  constructor(size = 1024) {
    this.#bytes = Buffer.allocUnsafe(size);
    this.#view = viewOf(this.#bytes);
  }

  get length(): number {
    return this.#length;
  }

  uint8(value: number): void {
    const at = this.#take(1);
    this.#view.setUint8(at, value);
  }

  int16(value: number): void {
    const at = this.#take(2);
    this.#view.setInt16(at, value);
  }

  int32(value: number): void {
    const at = this.#take(4);
    this.#view.setInt32(at, value);
  }

  int64(value: bigint): void {
    const at = this.#take(8);
    this.#view.setBigInt64(at, value);
  }

  float64(value: number): void {
    const at = this.#take(8);
    this.#view.setFloat64(at, value);
  }

  bytes(value: Uint8Array): void {
    const at = this.#take(value.length);
    this.#bytes.set(value, at);
  }

  /** UTF-8 behind its length in bytes as int32. */
  text(value: string): void {
    const at = this.#take(4);
    const written = this.#utf8(value);
    this.#view.setInt32(at, written);
  }

  /** UTF-8 up to a zero byte. */
  cstring(value: string): void {
    this.#utf8(value);
    this.uint8(0);
  }

  /** Overwrites four bytes written before. */
  patchInt32(at: number, value: number): void {
    this.#view.setInt32(at, value);
  }

  /** The bytes so far; the writer must not be used afterwards. */
  finish(): Buffer {
    return this.#bytes.subarray(0, this.#length);
  }

  #utf8(value: string): number {
    const at = this.#take(value.length * 3);
    const written = this.#bytes.write(value, at, 'utf8');
    this.#length = at + written;
    return written;
  }

  /** Where the next `size` bytes go. May replace the buffer: take first, then use it. */
  #take(size: number): number {
    const at = this.#length;
    this.#length = at + size;
    if (this.#length > this.#bytes.length) this.#grow();
    return at;
  }

  #grow(): void {
    const larger = Buffer.allocUnsafe(Math.max(this.#length, this.#bytes.length * 2));
    larger.set(this.#bytes);
    this.#bytes = larger;
    this.#view = viewOf(larger);
  }
}

function viewOf(bytes: Buffer): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
}
