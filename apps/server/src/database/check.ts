/** Asks a database once whether it answers and is new enough. */
import pg from 'pg';
import { tooOld, unusable } from './failure.ts';

/** While PostgreSQL says it is starting up, it is asked again for this long. */
const patience = 30_000;
const startingUp = '57P03';

/** Resolves when the database can be used; rejects with a sentence (exit code 1) when it cannot. */
export async function checkDatabase(databaseUrl: string): Promise<void> {
  const end = Date.now() + patience;
  for (;;) {
    try {
      const old = tooOld(databaseUrl, await versionNumber(databaseUrl));
      if (old) throw old;
      return;
    } catch (error) {
      if ((error as { code?: string }).code !== startingUp || Date.now() > end) throw unusable(databaseUrl, error);
      await new Promise((done) => setTimeout(done, 250));
    }
  }
}

async function versionNumber(databaseUrl: string): Promise<number> {
  const client = new pg.Client({ connectionString: databaseUrl, connectionTimeoutMillis: 5_000 });
  client.on('error', () => {}); // a connection lost between queries; the query that follows says so
  await client.connect();
  try {
    const answer = await client.query<{ server_version_num: string }>('show server_version_num');
    return Number(answer.rows[0]?.server_version_num);
  } finally {
    await client.end();
  }
}
