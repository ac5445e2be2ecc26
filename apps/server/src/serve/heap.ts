/** How much memory a serving process takes beyond what it needs. */
import { setFlagsFromString } from 'node:v8';

/** Percent. */
const growth = 50;

/**
 * Left alone, V8 lets the heap of a busy server grow to a multiple of what is alive before it looks for garbage among old
 * objects; large bundles then leave hundreds of megabytes behind. It looks sooner, which costs a little time, and nothing
 * is refused: the heap may still grow as far as a request needs.
 */
export function keepHeapSmall(): void {
  setFlagsFromString(`--heap-growing-percent=${growth}`);
}
