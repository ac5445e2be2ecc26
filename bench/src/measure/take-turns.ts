/** Runs the product and its limit program in turn, so that a busy moment of the machine hits both. */
import { median } from './statistics.ts';

export interface Turn {
  /** More is better: a rate. */
  readonly product: number;
  readonly limit: number;
}

export interface Comparison {
  readonly value: number;
  readonly limit: number;
  /** Median of the turns' own ratios. */
  readonly share: number;
}

/** Medians over the turns. */
export function compare(turns: readonly Turn[]): Comparison {
  return {
    value: median(turns.map((turn) => turn.product)),
    limit: median(turns.map((turn) => turn.limit)),
    share: median(turns.map((turn) => turn.product / turn.limit)),
  };
}

export interface Programs {
  readonly product: () => Promise<number>;
  readonly limit: () => Promise<number>;
}

/** Lets both run `rounds` times; which one begins alternates. */
export async function takeTurns(rounds: number, { product, limit }: Programs): Promise<Turn[]> {
  const turns: Turn[] = [];
  for (let round = 0; round < rounds; round++) {
    if (round % 2 === 0) {
      const first = await product();
      turns.push({ product: first, limit: await limit() });
    } else {
      const first = await limit();
      turns.push({ product: await product(), limit: first });
    }
  }
  return turns;
}
