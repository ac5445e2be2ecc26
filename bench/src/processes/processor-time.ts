/** Processor time of the product so far: its own process, and what PostgreSQL did for it. */
import type { Postgres } from './postgres.ts';
import { cpuMicroseconds } from './usage.ts';

/** Microseconds. */
export interface ProcessorTime {
  readonly server: number;
  /** Its connections and the writer of the log ahead; other work of the database comes and goes. */
  readonly database: number;
}

/** `database`: counts connections to this one only; absent: to any. */
export async function processorTimeOf({ admin }: Postgres, pid: number, database?: string): Promise<ProcessorTime> {
  const { rows } = await admin.query<{ pid: number }>(
    `select pid from pg_stat_activity where backend_type = 'walwriter'
      or application_name like 'charthouse%' and ($1::text is null or datname = $1)`,
    [database ?? null],
  );
  return {
    server: cpuMicroseconds(pid),
    database: rows.reduce((sum, row) => sum + (cpuMicroseconds(row.pid) || 0), 0),
  };
}
