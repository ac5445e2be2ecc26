/** Changes of policies, roles and keys as leaves. The rows come from triggers, and from the ledger itself. */
import { randomBytes } from 'node:crypto';
import { sql } from '@charthouse/fhir-search';
import type { Within } from '../jobs/kind.ts';
import { sha256 } from './cryptography.ts';
import { type Growth, nextPosition } from './growth.ts';
import { newLeaf, saltLength } from './leaves.ts';

export interface ChangeRow {
  readonly seq: string;
  readonly subject: string;
  readonly id: string;
  readonly version: string;
  /** Microseconds since 1970. */
  readonly time: string;
  /** JSON. */
  readonly content: string;
}

/** What the statement of a change is made of. `c`: a row of ledger_change. */
export const changeColumns = `c.seq::text, c.subject, c.id, c.version::text, (extract(epoch from c.at) * 1000000)::int8::text as time, c.content`;

export function changeStatement({ subject, id, version, time, content }: ChangeRow) {
  const digest = sha256(Buffer.from(content));
  return { kind: 'change', subject, id, version: BigInt(version), time: BigInt(time), content: digest } as const;
}

/** Gives waiting changes leaves, in the order of commits. */
export async function addChangeLeaves(query: Within, limit: number, growth: Growth): Promise<number> {
  const rows = await query<ChangeRow>(sql`
    select c.seq::text, c.subject, c.id, c.version::text, (extract(epoch from c.at) * 1000000)::int8::text as time, c.content
    from ledger_change c where c.pos is null and c.xid < pg_snapshot_xmin(pg_current_snapshot()) order by c.xid, c.seq limit ${limit}`);
  for (const row of rows) {
    const salt = randomBytes(saltLength);
    await query(
      sql`update ledger_change set pos = ${nextPosition(growth)}::int8, salt = ${salt}::bytea where seq = ${row.seq}::int8`,
    );
    growth.leaves.push(newLeaf(changeStatement(row), salt));
  }
  return rows.length;
}

/** Records a change; it gets its leaf when the caller's transaction is committed. `content`: what it is now. */
export async function recordChange(
  query: Within,
  { subject, id, content }: { readonly subject: string; readonly id: string; readonly content: object },
): Promise<void> {
  await query(sql`
    insert into ledger_change (subject, id, version, content)
    select ${subject}, ${id}, 1 + count(*), ${JSON.stringify(content)} from ledger_change where subject = ${subject} and id = ${id}`);
}
