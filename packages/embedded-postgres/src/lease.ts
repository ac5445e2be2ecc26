/** Who owns a data folder: one running process, named in a lease file that a dead owner cannot hold. */
import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { EmbeddedPostgresError } from './failure.ts';
import type { Folder } from './folder.ts';
import { processIdentity } from './processes.ts';

interface Owner {
  readonly pid: number;
  readonly identity: string;
}

/** The pid of the live owner of this folder, if there is one. */
export function leaseOwner(folder: Folder): number | undefined {
  const owner = readOwner(folder.lease);
  return owner && processIdentity(owner.pid) === owner.identity ? owner.pid : undefined;
}

/** Makes this process the owner of the folder; throws `in-use` while another owner lives. Returns the release. */
export function takeLease(folder: Folder): () => void {
  const mine = `${folder.lease}.${process.pid}`;
  const text = JSON.stringify({ pid: process.pid, identity: processIdentity(process.pid) });
  writeFileSync(mine, text, { mode: 0o644 });
  try {
    for (let attempt = 0; attempt < 20; attempt++) {
      if (tryLink(mine, folder.lease)) return () => release(folder, text);
      const owner = leaseOwner(folder);
      if (owner !== undefined) throw inUse(folder, owner);
      removeDead(folder);
    }
  } finally {
    rmSync(mine, { force: true });
  }
  throw new EmbeddedPostgresError('in-use', `Several processes start in ${folder.root} at once. Start only one.`);
}

function inUse(folder: Folder, owner: number): EmbeddedPostgresError {
  return new EmbeddedPostgresError(
    'in-use',
    owner === process.pid
      ? `This process has already started PostgreSQL in ${folder.root}.`
      : `Another Charthouse (process ${owner}) already runs in ${folder.root}. Stop it first, or set CHARTHOUSE_DATA to another folder.`,
  );
}

/** Moves the lease aside before judging it: the one who wins the move is the only one who may throw it away. */
function removeDead(folder: Folder): void {
  const aside = `${folder.lease}.dead.${process.pid}`;
  try {
    renameSync(folder.lease, aside);
  } catch {
    return;
  }
  const owner = readOwner(aside);
  if (owner && processIdentity(owner.pid) === owner.identity) tryLink(aside, folder.lease);
  rmSync(aside, { force: true });
}

function release(folder: Folder, text: string): void {
  try {
    if (readFileSync(folder.lease, 'utf8') === text) rmSync(folder.lease, { force: true });
  } catch {
    // The lease is gone already: nothing is left to release.
  }
}

function tryLink(from: string, to: string): boolean {
  try {
    linkSync(from, to);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

function readOwner(path: string): Owner | undefined {
  try {
    const value: unknown = JSON.parse(readFileSync(path, 'utf8'));
    const owner = value as Partial<Owner> | null;
    return typeof owner?.pid === 'number' && typeof owner.identity === 'string' ? (owner as Owner) : undefined;
  } catch {
    return undefined;
  }
}
