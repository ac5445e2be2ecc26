/** Row numbers, taken from the database in blocks so that a write rarely has to ask. */
import type { Session } from '../transaction/session.ts';

/** The increment of the sequence `rid_block`. */
const block = 1024;

export interface Rids {
  /** `count` numbers that no other row has or will have. */
  take(session: Session, count: number): Promise<bigint[]>;
}

export function ridBlocks(): Rids {
  let next = 0n;
  let end = 0n;
  return {
    async take(session, count) {
      const taken: bigint[] = [];
      while (taken.length < count) {
        if (next < end) {
          taken.push(next++);
          continue;
        }
        const { rows } = await session.run({ name: 'rid block', text: "select nextval('rid_block') as first" });
        // Another transaction may have asked meanwhile: its block is used up first or, at worst, left unused.
        next = rows[0]!.first as bigint;
        end = next + BigInt(block);
      }
      return taken;
    },
  };
}
