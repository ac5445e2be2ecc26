/** One account for each role that people have, with passwords that are told once. */
import { randomBytes } from 'node:crypto';
import { roles } from '@charthouse/access';
import { accounts as people } from '@charthouse/demo-hospital';
import { raw, sql } from '@charthouse/fhir-search';
import {
  addAccount,
  type Database,
  findByEmail,
  openDatabase,
  type Query,
  setPassword,
} from '@charthouse/sign-in/people';
import { byCommand } from '../people/open.ts';
import { recordChanges } from '../people/record-changes.ts';
import { kindOf } from '../people/roles.ts';

export interface DemoAccount {
  readonly role: string;
  readonly title: string;
  readonly email: string;
  readonly password: string;
}

/** Names that are given to nobody: RFC 2606. */
const domain = 'demo.example';

/** Those that are there keep their place and get a new password. */
export async function addAccounts(databaseUrl: string): Promise<DemoAccount[]> {
  return withPeople(databaseUrl, async (query, tell) => {
    const added: DemoAccount[] = [];
    for (const { role, name, fhirUser } of people) {
      const email = `${role}@${domain}`;
      const password = randomBytes(12).toString('base64url');
      const known = await findByEmail(query, email);
      if (!known) {
        const id = await addAccount(query, {
          kind: kindOf([role]),
          email,
          name,
          roles: [role],
          by: byCommand,
          ...(fhirUser && { fhirUser }),
        });
        tell(`account ${id} added as ${role}, for the demo hospital`);
      }
      await setPassword(query, (await findByEmail(query, email))!, password);
      added.push({ role, title: roles[role]!.title, email, password });
    }
    return added;
  });
}

/** With all that hangs on them: grants, keys, sessions. Returns how many. */
export async function removeAccounts(databaseUrl: string): Promise<number> {
  return withPeople(databaseUrl, async (query, tell) => {
    const known = await query<{ id: string }>(sql`select id from account where email like ${`%@${domain}`}`);
    const ids = known.map(({ id }) => id);
    const hanging = await query<{ relation: string; key: string }>(sql`
      select c.conrelid::regclass::text as relation, quote_ident(a.attname) as key from pg_constraint c
      join pg_attribute a on a.attrelid = c.conrelid and a.attnum = c.conkey[1]
      where c.contype = 'f' and c.confrelid = 'account'::regclass`);
    for (const { relation, key } of hanging)
      await query(sql`delete from ${raw(relation)} where ${raw(key)} = any(${ids}::uuid[])`);
    await query(sql`delete from oidc where account = any(${ids}::text[])`);
    await query(sql`delete from account where id = any(${ids}::uuid[])`);
    for (const id of ids) tell(`account ${id} of the demo hospital removed`);
    return ids.length;
  });
}

type Work<T> = (query: Query, tell: (note: string) => void) => Promise<T>;

async function withPeople<T>(databaseUrl: string, work: Work<T>): Promise<T> {
  const database: Database = openDatabase(databaseUrl, 1);
  try {
    return await database.transaction(async (query) => {
      const notes: string[] = [];
      const result = await work(query, (note) => notes.push(note));
      await recordChanges(databaseUrl, notes, byCommand);
      return result;
    });
  } finally {
    await database.close();
  }
}
