/** Where a ledger was let go on after a restore: heads of what was lost are no sign of tampering, and everybody is told. docs/ledger.md */
import { sql } from '@charthouse/fhir-search';
import type { Within } from '../jobs/kind.ts';
import { headOf } from './checkpoints.ts';

/** The leaf that says so; its content is audited with all others. */
export interface Resumed {
  readonly position: string;
  /** Names of the log that was given up, and of the one that continues its tree. */
  readonly from: string;
  readonly to: string;
  /** Leaves that were still there. */
  readonly size: bigint;
  /** Leaves of the last head of the log that was given up; undefined: nobody knew. */
  readonly lost: bigint | undefined;
  readonly reason: string;
  readonly by: string;
}

interface Row {
  readonly position: string;
  readonly to: string;
  readonly from: string;
  readonly size: string;
  readonly reason: string;
  readonly by: string;
  readonly abandoned: string | null;
}

export async function resumptionsOf(query: Within): Promise<Resumed[]> {
  const rows = await query<Row>(sql`
    select c.pos::text as position, c.id as to, x."from", x.size, x.reason, x.by, x.abandoned
    from ledger_change c, jsonb_to_record(c.content::jsonb) x (event text, "from" text, size text, reason text, by text, abandoned text)
    where c.subject = 'ledger' and x.event = 'resumed' and x."from" is not null and c.pos is not null order by c.pos`);
  return rows.map(({ size, abandoned, ...row }) => ({
    ...row,
    size: BigInt(size),
    lost: abandoned === null ? undefined : headOf(abandoned).size,
  }));
}

/** Whether a head is of the part that was given up. */
export function isGivenUp(head: { readonly origin: string; readonly size: bigint }, resumptions: readonly Resumed[]) {
  return resumptions.some(
    ({ from, size, lost }) => head.origin === from && head.size > size && (lost === undefined || head.size <= lost),
  );
}

export function resumedInWords({ position, from, to, size, lost, reason, by }: Resumed): string {
  const what = lost === undefined ? 'whatever came after that' : `what its head of ${lost} leaves held besides`;
  return `The log ${from} was given up at ${size} leaves, with ${what}, and goes on as ${to}: leaf ${position}, by ${by}: ${reason}`;
}
