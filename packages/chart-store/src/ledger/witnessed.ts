/** What witnesses said of the log's heads. https://c2sp.org/tlog-cosignature */
import { sql } from '@charthouse/fhir-search';
import type { Within } from '../jobs/kind.ts';

/** How the last question to a witness ended. */
export interface WitnessState {
  readonly witness: string;
  /** Size of the head it was asked about. */
  readonly size: bigint;
  readonly outcome: 'cosigned' | 'refused' | 'ahead' | 'unreachable';
  /** For people; empty when it cosigned. */
  readonly reason: string;
}

export async function keepWitnessState(query: Within, state: WitnessState): Promise<void> {
  const { witness, size, outcome, reason } = state;
  await query(sql`
    insert into ledger_witness (witness, size, outcome, reason) values (${witness}, ${size}::int8, ${outcome}, ${reason})
    on conflict (witness) do update set size = excluded.size, outcome = excluded.outcome, reason = excluded.reason, at = now()`);
}

/** The newest checkpoint that a witness cosigned, with all its cosignatures. */
export async function witnessedCheckpoint(query: Within): Promise<string | undefined> {
  const [row] = await query<{ note: string; lines: string[] }>(sql`
    select c.note, array_agg(s.line order by s.witness) as lines
    from ledger_checkpoint c join ledger_cosignature s using (size)
    where size = (select max(size) from ledger_cosignature) group by c.note`);
  return row && row.note + row.lines.map((line) => `${line}\n`).join('');
}

/** How the last question to each witness that was ever asked ended; `at` in milliseconds since 1970. */
export async function witnessStates(
  query: Within,
): Promise<readonly { readonly witness: string; readonly outcome: WitnessState['outcome']; readonly at: number }[]> {
  return query(
    sql`select witness, outcome, (extract(epoch from at) * 1000)::float8 as at from ledger_witness order by witness`,
  );
}
