/** Roles, accounts, clients and keys as they are now, against the last change of each that has a leaf. */
import { raw, sql } from '@charthouse/fhir-search';
import pg from 'pg';
import type { Within } from '../jobs/kind.ts';

interface Watched {
  readonly relation: string;
  readonly subject: string;
  readonly name: string;
  readonly hidden: readonly string[];
}

/** As the triggers of the migrations have them: not read from the database, whose owner may have changed them. */
const watched: readonly Watched[] = [
  { relation: 'role_grant', subject: 'role', name: 'id', hidden: [] },
  {
    relation: 'account',
    subject: 'account',
    name: 'id',
    hidden: ['password_hash', 'password_set', 'totp_secret', 'totp_step'],
  },
  { relation: 'client', subject: 'client', name: 'id', hidden: ['secret_hash'] },
  { relation: 'passkey', subject: 'key', name: 'id', hidden: ['counter', 'last_used'] },
  { relation: 'signing_key', subject: 'key', name: 'kid', hidden: ['jwk'] },
  { relation: 'break_glass', subject: 'break-glass', name: 'id', hidden: [] },
];

/** Most that are named of one kind. */
const most = 20;

/** Sentences about rows that are not as their last change says; a column that came later is not asked for. */
export async function changesDiffer(query: Within): Promise<string[]> {
  const sentences: string[] = [];
  for (const one of watched) sentences.push(...(await differing(query, one)));
  return sentences;
}

async function differing(query: Within, { relation, subject, name, hidden }: Watched): Promise<string[]> {
  const rows = await query<{ id: string; what: string }>(sql`
    with now_is as (select to_jsonb(t) ->> ${name}::text as id, to_jsonb(t) - ${hidden}::text[] as content from ${raw(pg.escapeIdentifier(relation))} t),
      last as (select distinct on (c.id) c.id, c.content::jsonb as content from ledger_change c where c.subject = ${subject}
        and c.content::jsonb ? ${name}::text order by c.id, c.version desc),
      gone as (select distinct on (c.id) c.id, c.content::jsonb ? 'deleted' as deleted from ledger_change c where c.subject = ${subject} order by c.id, c.version desc)
    select coalesce(n.id, l.id) as id, case when l.id is null then 'put in' when n.id is null then 'deleted' else 'altered' end as what
    from now_is n full join last l using (id) left join gone g on g.id = coalesce(n.id, l.id)
    where l.id is null or (n.id is null and not g.deleted) or not l.content <@ n.content
    order by 1 limit ${most}`);
  return rows.map(({ id, what }) => `${subject} ${id} (${relation}) was ${what} past the server: no leaf tells of it.`);
}
