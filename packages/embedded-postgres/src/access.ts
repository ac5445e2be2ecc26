/** How to reach the embedded database: the connection string in the data folder, and the one over the socket. */
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { roleName } from './cluster.ts';
import { type Folder, giveToOwner } from './folder.ts';

export interface Access {
  readonly password: string;
  readonly port: number;
}

/** What `database.url` says, if it is there and ours. */
export function readAccess(folder: Folder): Access | undefined {
  try {
    const url = new URL(readFileSync(folder.url, 'utf8').trim());
    return url.password && url.port ? { password: url.password, port: Number(url.port) } : undefined;
  } catch {
    return undefined;
  }
}

/** Writes the connection string any client understands (TCP on loopback); only its owner may read it. */
export function writeAccess(folder: Folder, access: Access): void {
  const unfinished = `${folder.url}.unfinished`;
  writeFileSync(unfinished, `postgresql://${roleName}:${access.password}@127.0.0.1:${access.port}/${roleName}\n`, {
    mode: 0o600,
  });
  giveToOwner(folder, unfinished);
  renameSync(unfinished, folder.url);
}

/** Connection string for our own processes: over the unix socket, which is faster than TCP; `database` may differ. */
export function socketUrl(folder: Folder, access: Access, database: string = roleName): string {
  const base = `postgresql://${roleName}:${access.password}@127.0.0.1:${access.port}/${database}`;
  return process.platform === 'win32' ? base : `${base}?host=${encodeURIComponent(folder.sockets)}`;
}
