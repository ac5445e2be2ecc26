/** Processor time of the product so far: its own process, and what PostgreSQL did for it. */
import type { Postgres } from './postgres.ts';
import { cpuMicroseconds } from './usage.ts';

/** Microseconds. */
export interface ProcessorTime {
  readonly server: number;
  /** Its connections and the writer of the log ahead; other work of the database comes and goes. */
  readonly database: number;
}

export async function processorTimeOf({ admin }: Postgres, pid: number): Promise<ProcessorTime> {
  const { rows } = await admin.query<{ pid: number }>(
    `select pid from pg_stat_activity where application_name like 'charthouse%' or backend_type = 'walwriter'`,
  );
  return {
    server: cpuMicroseconds(pid),
    database: rows.reduce((sum, row) => sum + (cpuMicroseconds(row.pid) || 0), 0),
  };
}
