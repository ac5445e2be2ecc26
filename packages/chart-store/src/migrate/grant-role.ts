/**
 * What the database role of a server needs, and no more: it owns no table, and what is written in the access log and the ledger
 * it neither changes nor deletes. docs/security.md
 */
import pg from 'pg';
import { asOutcome } from '../connections/failures.ts';
import { MigrationError } from './state.ts';

/** Of tables that are not all of the server's to change. */
const limited: Readonly<Record<string, string>> = {
  migration: 'select',
  access_log: 'select, insert',
  access_patient: 'select, insert',
  access_who: 'select, insert',
  access_query: 'select, insert, update (query)',
  ledger: 'select, update',
  ledger_accesses: 'select, insert',
  ledger_change: 'select, insert, update',
  ledger_destroyed: 'select, insert',
  ledger_destruction: 'select, insert',
  ledger_tile: 'select, insert, update',
  // what certified destruction takes out of the record, it takes out of here
  ledger_version: 'select, insert, delete',
};

/** Words of texts are made anew at once. */
const emptied = 'txt';

const plain = `select c.oid::regclass::text as name from pg_class c
where c.relnamespace = current_schema()::regnamespace and c.relkind in ('r', 'p') and not c.relispartition`;

/** Gives the role exactly that. @throws MigrationError when there is no such role, or it owns the tables */
export async function grantRole(connectionString: string, role: string): Promise<void> {
  const client = new pg.Client({
    connectionString,
    connectionTimeoutMillis: 5000,
    application_name: 'charthouse migrate',
  });
  client.on('error', () => {});
  try {
    await client.connect();
    await client.query('begin');
    await requireOther(client, role);
    for (const statement of await statements(client, role)) await client.query(statement);
    await client.query('commit');
  } catch (error) {
    throw asOutcome(error);
  } finally {
    await client.end();
  }
}

async function requireOther(client: pg.Client, role: string): Promise<void> {
  const { rows } = await client.query<{ owns: boolean }>(
    `select rolsuper or pg_has_role($1, c.relowner, 'usage') as owns from pg_roles r, pg_class c
     where r.rolname = $1 and c.oid = 'access_log'::regclass`,
    [role],
  );
  if (rows.length === 0)
    throw new MigrationError(
      `There is no database role "${role}". Create it first: create role "${role}" login password '…'.`,
    );
  if (rows[0]!.owns)
    throw new MigrationError(
      `The database role "${role}" owns the tables, or is a superuser: nothing can be kept from it. Take another.`,
    );
}

async function statements(client: pg.Client, role: string): Promise<string[]> {
  const to = client.escapeIdentifier(role);
  const { rows } = await client.query<{ name: string }>(plain);
  const [at] = (
    await client.query<{ schema: string; maintain: boolean }>(
      `select quote_ident(current_schema()) as schema, current_setting('server_version_num')::int4 >= 170000 as maintain`,
    )
  ).rows;
  const tables = rows.map(({ name }) => name);
  return [
    `revoke all on all tables in schema ${at!.schema} from ${to}`,
    `grant usage on schema ${at!.schema} to ${to}`,
    `grant usage, select on all sequences in schema ${at!.schema} to ${to}`,
    `grant execute on all functions in schema ${at!.schema} to ${to}`,
    ...tables.flatMap((name) =>
      name in limited ? grants(name, limited[name]!, to) : grants(name, 'select, insert, update, delete', to),
    ),
    ...grants(emptied, 'truncate', to),
    // statistics after an import; before PostgreSQL 17 autovacuum makes them
    ...(at!.maintain ? tables.flatMap((name) => grants(name, 'maintain', to)) : []),
  ];
}

function grants(table: string, rights: string, to: string): string[] {
  return [`grant ${rights} on ${table} to ${to}`];
}
