/** PostgreSQL refuses to run as root: finds or makes the user it runs as, and checks that this user can get to its files. */
import { execFileSync } from 'node:child_process';
import { statSync } from 'node:fs';
import { dirname } from 'node:path';
import { EmbeddedPostgresError } from './failure.ts';
import type { Folder } from './folder.ts';

export interface RunAs {
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
}

const ownUser = 'charthouse';
const systemUserCommands: readonly (readonly [string, ...string[]])[] = [
  ['useradd', '--system', '--no-create-home', '--home-dir', '/nonexistent', '--shell', '/usr/sbin/nologin', ownUser],
  ['adduser', '-S', '-D', '-H', ownUser],
];

/** The user to run PostgreSQL as: undefined for the present one, which is right unless that is root. */
export function unprivilegedUser(folder: Folder): RunAs | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const user = ownerOf(folder.cluster) ?? lookUp('postgres') ?? lookUp(ownUser) ?? createUser();
  if (user) return user;
  throw new EmbeddedPostgresError(
    'no-user',
    `PostgreSQL does not run as root, and no user \`postgres\` or \`${ownUser}\` exists or can be made. Run \`useradd --system ${ownUser}\`, or start as an ordinary user.`,
  );
}

function ownerOf(path: string): RunAs | undefined {
  const stat = statSync(path, { throwIfNoEntry: false });
  return stat && stat.uid !== 0 ? { name: `user ${stat.uid}`, uid: stat.uid, gid: stat.gid } : undefined;
}

function lookUp(name: string): RunAs | undefined {
  const id = (flag: string) =>
    Number(execFileSync('id', [flag, name], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }));
  try {
    return { name, uid: id('-u'), gid: id('-g') };
  } catch {
    return undefined;
  }
}

function createUser(): RunAs | undefined {
  for (const [command, ...args] of systemUserCommands) {
    try {
      execFileSync(command, args, { stdio: 'ignore' });
    } catch {
      continue;
    }
    const made = lookUp(ownUser);
    if (made) return made;
  }
  return undefined;
}

/** Throws `not-reachable`, naming every folder on the way to one of `paths` that `user` may not pass. */
export function checkReachable(paths: readonly string[], user: RunAs): void {
  const blocked = [...new Set(paths.flatMap(parents))].filter((folder) => !mayPass(folder, user)).join(' ');
  if (!blocked) return;
  throw new EmbeddedPostgresError(
    'not-reachable',
    `PostgreSQL runs as ${user.name} because it refuses root, but that user may not pass ${blocked}. Run \`chmod o+x ${blocked}\`, move Charthouse and CHARTHOUSE_DATA elsewhere, or start as an ordinary user.`,
  );
}

function parents(path: string): string[] {
  const above = dirname(path);
  return above === path ? [above] : [...parents(above), above];
}

function mayPass(folder: string, user: RunAs): boolean {
  const stat = statSync(folder, { throwIfNoEntry: false });
  if (!stat) return true;
  if (stat.uid === user.uid) return (stat.mode & 0o100) !== 0;
  if (stat.gid === user.gid) return (stat.mode & 0o010) !== 0;
  return (stat.mode & 0o001) !== 0;
}
