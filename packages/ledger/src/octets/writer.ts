/** Writes bytes one behind the other into a buffer that grows. */
import { utf8 } from './utf8.ts';

export class Writer {
  #bytes = new Uint8Array(256);
  #view = new DataView(this.#bytes.buffer);
  #length = 0;

  /** What was written; valid until more is. */
  written(): Uint8Array {
    return this.#bytes.subarray(0, this.#length);
  }

  clear(): void {
    this.#length = 0;
  }

  bytes(bytes: Uint8Array): void {
    const at = this.#make(bytes.length);
    this.#bytes.set(bytes, at);
  }

  number8(value: number): void {
    const at = this.#make(1);
    this.#bytes[at] = value;
  }

  number32(value: number): void {
    const at = this.#make(4);
    this.#view.setUint32(at, value);
  }

  /** Negative numbers as two's complement. */
  signed64(value: bigint): void {
    const at = this.#make(8);
    this.#view.setBigInt64(at, value);
  }

  /**
   * UTF-8 behind its length.
   * @throws Malformed for half a surrogate pair
   */
  text(text: string): void {
    const at = this.#make(4 + text.length);
    for (let letter = 0; letter < text.length; letter++) {
      const code = text.charCodeAt(letter);
      if (code > 0x7f) {
        this.#length = at;
        const bytes = utf8(text);
        this.number32(bytes.length);
        this.bytes(bytes);
        return;
      }
      this.#bytes[at + 4 + letter] = code;
    }
    this.#view.setUint32(at, text.length);
  }

  /** Room for so many bytes more: where they begin. */
  #make(room: number): number {
    const at = this.#length;
    this.#length += room;
    if (this.#length > this.#bytes.length) {
      const larger = new Uint8Array(this.#length * 2);
      larger.set(this.#bytes);
      this.#bytes = larger;
      this.#view = new DataView(larger.buffer);
    }
    return at;
  }
}
