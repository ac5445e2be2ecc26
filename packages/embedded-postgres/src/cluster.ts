/** Makes the database cluster inside the data folder: https://www.postgresql.org/docs/18/app-initdb.html */
import { spawn } from 'node:child_process';
import {
  appendFileSync,
  chownSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { basename, join } from 'node:path';
import type { Binaries } from './binaries.ts';
import { configurationText } from './configuration.ts';
import { failureFromLog } from './failure.ts';
import type { Folder } from './folder.ts';
import type { RunAs } from './user.ts';

/** The role that owns the database, and the database. */
export const roleName = 'charthouse';

const settingsFile = 'charthouse.conf';

/** What starting PostgreSQL in one folder needs to know. */
export interface Site {
  readonly folder: Folder;
  readonly binaries: Binaries;
  readonly user: RunAs | undefined;
}

/** PostgreSQL's environment: no locale of the machine (it may not be installed), nothing of ours. */
export const environment = { PATH: process.env.PATH ?? '', LC_ALL: 'C', TZ: 'UTC' } as const;

/** True when the folder holds a complete cluster; throws when it may not be looked at. */
export function hasCluster(folder: Folder): boolean {
  if (!existsSync(folder.cluster)) return false;
  try {
    return statSync(join(folder.cluster, 'PG_VERSION')).isFile();
  } catch (error) {
    throw failureFromLog(String(error).includes('EACCES') ? 'Permission denied' : String(error), folder.root);
  }
}

/**
 * Runs initdb beside the final place and moves the result there when it is complete. `password` is the role's. The folder has a name
 * of its own each time: the initdb of a start that was killed may still write into its.
 */
export async function makeCluster(site: Site, password: string, sync: boolean): Promise<void> {
  const { folder, binaries } = site;
  const unfinished = mkdtempSync(`${folder.unfinished}.`);
  giveTo(unfinished, site.user);
  const passwordFile = join(folder.root, 'postgres.password');
  writeFileSync(passwordFile, password, { mode: 0o600 });
  giveTo(passwordFile, site.user);
  try {
    const result = await run(site, [
      binaries.initdb,
      ...['-D', unfinished, '-U', roleName, '--pwfile', passwordFile, '--auth=scram-sha-256'],
      ...['--encoding=UTF8', '--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C'],
      ...(sync ? [] : ['--no-sync']),
    ]);
    if (result.code !== 0) throw failureFromLog(result.output, folder.root);
  } finally {
    rmSync(passwordFile, { force: true });
  }
  appendFileSync(join(unfinished, 'postgresql.conf'), `\ninclude_if_exists = '${settingsFile}'\n`);
  renameSync(unfinished, folder.cluster);
}

/** Removes what killed starts left. What an initdb still writes into is left to a later start. */
export function removeUnfinished(folder: Folder): void {
  for (const name of readdirSync(folder.root).filter((one) => one.startsWith(basename(folder.unfinished)))) {
    try {
      rmSync(join(folder.root, name), { recursive: true, force: true });
    } catch {}
  }
}

/** Writes the settings that hold from the next start on. */
export function writeSettings(site: Site, settings: Readonly<Record<string, string>>): void {
  const path = join(site.folder.cluster, settingsFile);
  writeFileSync(path, configurationText(settings), { mode: 0o600 });
  giveTo(path, site.user);
}

/** Sets the role's password without a connection, for a data folder whose `database.url` was lost. */
export async function resetPassword(site: Site, password: string): Promise<void> {
  const statement = `alter role ${roleName} password '${password}'\n`;
  const command = [site.binaries.postgres, '--single', '-D', site.folder.cluster, 'postgres'];
  const result = await run(site, command, statement);
  if (result.code !== 0) throw failureFromLog(result.output, site.folder.root);
}

export function giveTo(path: string, user: RunAs | undefined): void {
  if (user) chownSync(path, user.uid, user.gid);
}

async function run(site: Site, command: string[], input = ''): Promise<{ code: number; output: string }> {
  const [program = '', ...args] = command;
  const child = spawn(program, args, {
    cwd: '/',
    env: environment,
    stdio: 'pipe',
    ...(site.user && { uid: site.user.uid, gid: site.user.gid }),
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
  }
  child.stdin.on('error', () => {}).end(input);
  return new Promise((resolve) => {
    child.on('error', (error) => resolve({ code: -1, output: output || spawnFailure(error) }));
    child.on('close', (code) => resolve({ code: code ?? -1, output }));
  });
}

/** ENOENT of a binary that is there means its loader is not: another C library than the one it was built for. */
export function spawnFailure(error: Error): string {
  const code = (error as NodeJS.ErrnoException).code;
  if (code === 'EACCES') return `FATAL: Permission denied to run ${(error as NodeJS.ErrnoException).path}`;
  return code === 'ENOENT' ? 'error while loading shared libraries' : error.message;
}
