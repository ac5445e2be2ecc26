/** Cosignatures of witnesses, beside the checkpoints that they are of. https://c2sp.org/tlog-witness */
import { sql } from '@charthouse/fhir-search';
import type { Within } from '../jobs/kind.ts';

/** Size of the largest checkpoint that the witness cosigned, as far as is known here; 0 for none. */
export async function lastCosigned(query: Within, witness: string): Promise<bigint> {
  const [row] = await query<{ size: string | null }>(
    sql`select max(size)::text as size from ledger_cosignature where witness = ${witness}`,
  );
  return BigInt(row?.size ?? 0);
}

/** `line`: the signature line, without the end of the line. */
export async function keepCosignature(
  query: Within,
  { size, witness, line }: { readonly size: bigint; readonly witness: string; readonly line: string },
): Promise<void> {
  await query(sql`
    insert into ledger_cosignature (size, witness, line) select c.size, ${witness}, ${line} from ledger_checkpoint c where c.size = ${size}::int8
    on conflict (size, witness) do update set line = excluded.line, at = now()`);
}
