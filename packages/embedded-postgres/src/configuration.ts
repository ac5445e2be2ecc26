/** PostgreSQL's settings, sized to the machine; an administrator's `ALTER SYSTEM` still overrides them. */
import { statfsSync } from 'node:fs';
import { totalmem } from 'node:os';

/** `normal` keeps every acknowledged write; `test` is small and forgets on a crash, for databases thrown away after a test. */
export type Profile = 'normal' | 'test';

const megabyte = 1024 * 1024;

/** Settings for every profile. Statements and values of rows are kept out of the log: they hold patient data. */
const always = {
  jit: 'off',
  random_page_cost: '1.1',
  timezone: 'UTC',
  log_timezone: 'UTC',
  lc_messages: 'C',
  log_min_messages: 'log',
  log_min_error_statement: 'panic',
  log_error_verbosity: 'terse',
  log_parameter_max_length: '0',
  log_parameter_max_length_on_error: '0',
  log_checkpoints: 'off',
  unix_socket_permissions: '0700',
} as const;

const forTests = {
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  shared_buffers: '128MB',
  max_connections: '200',
  max_wal_size: '1GB',
  autovacuum_naptime: '5s',
} as const;

/** Name and value of each setting, for a machine of this size. Sizes in bytes. */
export function configuration(
  profile: Profile,
  machine: { readonly memory: number; readonly freeDisk: number },
): Record<string, string> {
  if (profile === 'test') return { ...always, ...forTests };
  const share = (part: number, least: number, most: number) =>
    `${Math.round(Math.min(most, Math.max(least, machine.memory / megabyte / part)))}MB`;
  const walLimit = Math.min(8192, Math.max(1024, machine.freeDisk / megabyte / 8));
  return {
    ...always,
    max_connections: '200',
    shared_buffers: share(8, 128, 2048),
    effective_cache_size: share(2, 256, 65_536),
    maintenance_work_mem: share(32, 64, 512),
    work_mem: share(1024, 4, 32),
    max_wal_size: `${Math.round(walLimit)}MB`,
    min_wal_size: '256MB',
    checkpoint_timeout: '15min',
    // Plans of a record that has just begun are made without statistics: they must not wait for a minute.
    autovacuum_naptime: '10s',
  };
}

/** Memory of this machine and free space of the disk that holds `path`, in bytes. */
export function thisMachine(path: string): { memory: number; freeDisk: number } {
  const disk = statfsSync(path);
  const limit = process.constrainedMemory();
  const memory = limit > 0 ? Math.min(limit, totalmem()) : totalmem();
  return { memory, freeDisk: disk.bavail * disk.bsize };
}

/** The text of a PostgreSQL configuration file. */
export function configurationText(settings: Readonly<Record<string, string>>): string {
  const lines = Object.entries(settings).map(([name, value]) => `${name} = '${value.replaceAll("'", "''")}'`);
  return `# Written by Charthouse at each start. Change a setting with ALTER SYSTEM instead.\n${lines.join('\n')}\n`;
}
