/** The list of codes in use (`code_in_use`): made when a version is the first to have one; a sort by a token goes through it. */
import type { CodeInUse } from '@charthouse/fhir-search';
import type pg from 'pg';

export interface CodesInUse {
  /** Returns when the list has them all, for every transaction. */
  require(lists: readonly (readonly CodeInUse[] | undefined)[]): Promise<void>;
}

/** In one order, so that those who make the same codes wait for each other instead of blocking. */
const make = `insert into code_in_use (h, val) select k.h, k.val from unnest($1::int8[], $2::text[]) k(h, val)
order by k.h, k.val on conflict do nothing`;

/** Codes that are remembered as listed; what is forgotten is asked for again. */
const remembered = 100_000;

/** `maker`: connections beside the transactions. A code stays when what needed it does not, so nobody waits for another's commit. */
export function codesInUse(maker: pg.Pool): CodesInUse {
  const known = new Map<bigint, Set<string>>();
  let size = 0;
  const remember = ({ h, val }: CodeInUse) => {
    if (++size > remembered) {
      known.clear();
      size = 1;
    }
    const own = known.get(h);
    if (own) own.add(val);
    else known.set(h, new Set([val]));
  };
  return {
    async require(lists) {
      const missing: CodeInUse[] = [];
      for (const list of lists)
        for (const code of list ?? []) if (!known.get(code.h)?.has(code.val)) missing.push(code);
      if (missing.length === 0) return;
      const texts = missing.map(({ val }) => val.replaceAll('\0', ''));
      await maker.query(make, [missing.map(({ h }) => String(h)), texts]);
      missing.forEach(remember);
    },
  };
}
