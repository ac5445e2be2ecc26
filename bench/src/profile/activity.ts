/**
 * What the connections of a database are doing, looked at many times a second: PostgreSQL's own counts miss prepared
 * COPY statements. https://www.postgresql.org/docs/current/monitoring-stats.html#MONITORING-PG-STAT-ACTIVITY-VIEW
 */
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';

export interface Activity {
  /** Ends the watch; what was seen, most frequent first. */
  end(): Promise<readonly Seen[]>;
}

export interface Seen {
  /** A statement and, when it waited, for what; or that the connection waited for the server. */
  readonly doing: string;
  readonly times: number;
}

/** Milliseconds between two looks. */
const every = 5;

const statement = `select case when state = 'active' or wait_event <> 'ClientRead'
    then left(regexp_replace(query, '\\s+', ' ', 'g'), 60) || coalesce('  [waits: ' || wait_event || ']', '')
    else 'nothing: waits for the server (' || state || ')' end as doing
  from pg_stat_activity
  where datname = $1 and pid <> pg_backend_pid() and application_name like 'charthouse %' and state <> 'idle'`;

export async function watchActivity(databaseUrl: string): Promise<Activity> {
  const client = new pg.Client({ connectionString: databaseUrl, application_name: 'bench' });
  await client.connect();
  const name = new URL(databaseUrl).pathname.slice(1);
  const counts = new Map<string, number>();
  const over = new AbortController();
  const looking = look();

  async function look(): Promise<void> {
    while (!over.signal.aborted) {
      const { rows } = await client.query<{ doing: string }>({ name: 'look', text: statement, values: [name] });
      for (const { doing } of rows) counts.set(doing, (counts.get(doing) ?? 0) + 1);
      await sleep(every);
    }
  }

  return {
    async end() {
      over.abort();
      await looking;
      await client.end();
      return [...counts].map(([doing, times]) => ({ doing, times })).sort((a, b) => b.times - a.times);
    },
  };
}
