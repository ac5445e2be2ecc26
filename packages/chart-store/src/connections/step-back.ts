/**
 * The processes of searches give way to those of reads and writes, where PostgreSQL runs beside us and we may say so. A session of its
 * own has a share of its own of the processors on Linux, whatever its nice value says: https://man7.org/linux/man-pages/man7/sched.7.html
 */
import { readFile, writeFile } from 'node:fs/promises';
import { setPriority } from 'node:os';
import type pg from 'pg';

/** A tenth of the share of a process at 0: while all processors are busy a slow search gets slower, or is ended by its timeout. */
const nice = 10;

/**
 * Does nothing for a PostgreSQL that is reached by an address or belongs to another user: its processes are not ours to rank.
 * What a connection is told here holds until it ends.
 */
export async function stepBack(client: pg.Client): Promise<void> {
  const { host, user, database, processID: pid } = client as pg.Client & { readonly processID: number | null };
  if (!host.startsWith('/') || !pid || process.platform === 'win32') return;
  try {
    if (process.platform === 'linux') {
      const title = await readFile(`/proc/${pid}/cmdline`, 'utf8');
      if (!title.startsWith('postgres: ') || !title.includes(`${user} ${database} [local]`)) return;
    }
    setPriority(pid, nice);
    await writeFile(`/proc/${pid}/autogroup`, String(nice));
  } catch {
    // Not ours, gone already, or a system without such groups: then searches share the processors as all do.
  }
}
