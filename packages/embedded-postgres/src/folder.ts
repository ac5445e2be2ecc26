/** Where the embedded PostgreSQL keeps its files inside the data folder, and its socket outside of it. */
import { createHash } from 'node:crypto';
import { chownSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

export interface Folder {
  /** The data folder itself, absolute. */
  readonly root: string;
  /** PostgreSQL's own data directory. */
  readonly cluster: string;
  /** How the names of clusters begin that initdb fills; renamed when complete, so a killed initdb leaves nothing half made. */
  readonly unfinished: string;
  readonly log: string;
  readonly lease: string;
  /** Connection string for administrators, mode 0600. */
  readonly url: string;
  /** Kept outside the data folder: a socket's path must be shorter than 107 bytes. */
  readonly sockets: string;
}

/** Absolute places for a data folder. */
export function folderOf(dataDir: string): Folder {
  const root = resolve(dataDir);
  const key = createHash('sha256').update(root).digest('hex').slice(0, 12);
  return {
    root,
    cluster: join(root, 'postgres'),
    unfinished: join(root, 'postgres.unfinished'),
    log: join(root, 'postgres.log'),
    lease: join(root, 'postgres.lease'),
    url: join(root, 'database.url'),
    sockets: join(shortTemporaryFolder(), `charthouse-${process.getuid?.() ?? 0}-${key}`),
  };
}

/** Gives a file we made as root to whom the data folder belongs, so that its owner can start again without root. */
export function giveToOwner(folder: Folder, path: string): void {
  if (process.getuid?.() !== 0) return;
  const { uid, gid } = statSync(folder.root);
  chownSync(path, uid, gid);
}

function shortTemporaryFolder(): string {
  const folder = tmpdir();
  return Buffer.byteLength(folder) > 60 ? '/tmp' : folder;
}
