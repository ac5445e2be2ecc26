/** Commands that work with the database another command started: it is not stopped before they have ended. */
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';

/** Not the beginning of the names of connections that work: a restore refuses to go on beside those. */
const guestName = 'guest of charthouse';

/** Says on the database that a command works with it, until the function it returns is called. */
export async function beGuest(connectionString: string): Promise<() => Promise<void>> {
  const client = new pg.Client({ connectionString, application_name: guestName, keepAlive: true });
  client.on('error', () => {}); // lost with the database, which the command notices by itself
  await client.connect();
  return () => client.end();
}

/** Resolves when no guest is there any more, or no database. `tell` hears of the wait, once. */
export async function guestsGone(connectionString: string, tell: () => void): Promise<void> {
  const client = new pg.Client({ connectionString });
  client.on('error', () => {});
  try {
    await client.connect();
    for (let told = false; await hasGuests(client); told = true) {
      if (!told) tell();
      await sleep(250);
    }
  } catch {
    // Nobody works with a database that cannot be reached.
  } finally {
    await client.end().catch(() => {});
  }
}

async function hasGuests(client: pg.Client): Promise<boolean> {
  const { rowCount } = await client.query(
    'select from pg_stat_activity where datname = current_database() and application_name = $1 limit 1',
    [guestName],
  );
  return rowCount === 1;
}
