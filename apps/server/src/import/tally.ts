/** How far an import is, and how fast it goes. */
import type { Retry, Told } from './write-part.ts';

export interface Snapshot {
  readonly written: number;
  readonly refused: number;
  /** Documents that wait for what they refer to. */
  readonly waiting: number;
  /** Resources a second, of the last seconds. */
  readonly rate: number;
  /** 0 to 1, by bytes read; absent when their number is unknown. */
  readonly share?: number;
  /** Seconds. */
  readonly left?: number;
  /** While documents that waited are tried again. */
  readonly retry?: Retry;
}

interface Sample {
  readonly at: number;
  readonly items: number;
  readonly bytes: number;
}

/** The rate is that of the last so many milliseconds. */
const window = 10_000;

export class Tally {
  written = 0;
  refused = 0;
  waiting = 0;
  bytes = 0;
  retry: Retry | undefined;
  readonly #total: number;
  readonly #now: () => number;
  #samples: Sample[];

  /** @param total bytes of all files, 0 when unknown; `now` in milliseconds */
  constructor(total: number, now: () => number) {
    this.#total = total;
    this.#now = now;
    this.#samples = [{ at: now(), items: 0, bytes: 0 }];
  }

  /** An attempt reads everything from the start. @param waiting documents that wait from earlier ones */
  begin(waiting: number): void {
    this.waiting = waiting;
    this.bytes = 0;
    this.retry = undefined;
    this.#samples = [{ at: this.#now(), items: this.written + this.refused, bytes: 0 }];
  }

  add({ written, refusals, waiting }: Told): void {
    this.written += written;
    this.refused += refusals.reduce((sum, { count }) => sum + count, 0);
    this.waiting += waiting;
  }

  snapshot(): Snapshot {
    const now = { at: this.#now(), items: this.written + this.refused, bytes: this.bytes };
    this.#samples = [...this.#samples.filter(({ at }) => now.at - at <= window), now];
    const first = this.#samples[0]!;
    const seconds = (now.at - first.at) / 1000;
    const rate = seconds > 0 ? (now.items - first.items) / seconds : 0;
    const { written, refused, waiting, retry } = this;
    if (retry) return { written, refused, waiting, rate, retry };
    if (this.#total === 0) return { written, refused, waiting, rate };
    const share = Math.min(1, now.bytes / this.#total);
    const speed = seconds > 0 ? (now.bytes - first.bytes) / seconds : 0;
    // A file may have grown since it was found.
    const left = Math.max(0, this.#total - now.bytes) / speed;
    return { written, refused, waiting, rate, share, ...(speed > 0 && { left }) };
  }
}
