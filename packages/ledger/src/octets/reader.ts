/** Reads bytes from front to back; running over the end is Malformed. */
import { Malformed } from '../malformed.ts';
import { fromBigEndian32, fromBigEndian64 } from './numbers.ts';

export class Reader {
  readonly #bytes: Uint8Array;
  readonly #what: string;
  #at = 0;

  /** `what` is read, as the subject of a sentence. */
  constructor(bytes: Uint8Array, what: string) {
    this.#bytes = bytes;
    this.#what = what;
  }

  bytes(length: number): Uint8Array {
    if (length > this.#bytes.length - this.#at) throw new Malformed(`${this.#what} is cut off.`);
    this.#at += length;
    return this.#bytes.slice(this.#at - length, this.#at);
  }

  number8(): number {
    return this.bytes(1)[0]!;
  }

  number32(): number {
    return fromBigEndian32(this.bytes(4));
  }

  signed64(): bigint {
    return fromBigEndian64(this.bytes(8));
  }

  count(): bigint {
    const count = this.signed64();
    if (count < 0n) throw new Malformed(`${this.#what} holds a count of 2^63 or more.`);
    return count;
  }

  flag(): boolean {
    const flag = this.number8();
    if (flag > 1) throw new Malformed(`${this.#what} holds a flag that is neither 0 nor 1.`);
    return flag === 1;
  }

  /** @throws Malformed for bytes that are left */
  end(): void {
    if (this.#at < this.#bytes.length) throw new Malformed(`${this.#what} goes on behind its end.`);
  }
}
