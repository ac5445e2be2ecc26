/**
 * The lock file, and what `npm ci` misses in it: npm leaves out optional packages for other platforms that its registry did not
 * serve, and then refuses its own lock file. A bare entry with version, os and cpu is enough: npm skips it where it does not fit.
 * https://docs.npmjs.com/cli/v11/configuring-npm/package-lock-json
 */

interface LockedPackage {
  readonly version?: string;
  readonly dev?: boolean;
  readonly optional?: boolean;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

export interface LockFile {
  readonly packages: Readonly<Record<string, LockedPackage>>;
}

const systems = ['android', 'darwin', 'win32', 'freebsd', 'openharmony', 'linux'];
const processors = /(arm64|x64|ia32|arm|ppc64|riscv64|s390x)/;

/** Path in `packages` -> entry, for every optional dependency that has no entry. */
export function missingEntries({ packages }: LockFile): Readonly<Record<string, LockedPackage>> {
  const missing: Record<string, LockedPackage> = {};
  for (const [holder, { optionalDependencies = {}, dev }] of Object.entries(packages))
    for (const [name, version] of Object.entries(optionalDependencies)) {
      const path = `node_modules/${name}`;
      if (!packages[path] && !packages[`${holder}/${path}`]) missing[path] = bareEntry(name, { version, dev });
    }
  return missing;
}

/** The lock file with those entries, in npm's order. */
export function completed(lock: LockFile): LockFile {
  const entries = Object.entries({ ...lock.packages, ...missingEntries(lock) });
  return { ...lock, packages: Object.fromEntries(entries.sort(([a], [b]) => a.localeCompare(b, 'en'))) };
}

function bareEntry(name: string, { version, dev }: { version: string; dev: boolean | undefined }): LockedPackage {
  const cpu = processors.exec(name)?.[1];
  return {
    version: version.replace(/^\D*/, ''),
    ...(dev && { dev }),
    optional: true,
    os: [systems.find((system) => name.includes(system)) ?? 'none'],
    ...(cpu && { cpu: [cpu] }),
    ...(name.includes('musl') && { libc: ['musl'] }),
  } as LockedPackage;
}
