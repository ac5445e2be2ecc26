/** Tells a process that runs when packages were added or removed by another. */
import { createWakeUp } from '../connections/wake-up.ts';
import type { LoadedPackage } from './package.ts';
import { createPackages } from './packages.ts';

/** How long a lost notification can keep a change unnoticed, in milliseconds. */
const longestSleep = 5_000;

export interface PackageWatch {
  close(): Promise<void>;
}

/**
 * Calls `onChange` when the packages are others than those of `known` (see `fingerprint`), within moments; a failure of it is
 * tried again.
 */
export function watchPackages(connectionString: string, known: string, onChange: () => Promise<string>): PackageWatch {
  const wakeUp = createWakeUp(connectionString, 'package');
  const packages = createPackages(connectionString);
  let closed = false;
  let seen = known;
  const loop = async () => {
    while (!closed) {
      await wakeUp.wait(longestSleep);
      if (closed) return;
      const now = await packages.list().then(fingerprint, () => seen);
      if (now !== seen && !closed) seen = await onChange().catch(() => seen);
    }
  };
  wakeUp.listen();
  const ended = loop();
  return {
    close: async () => {
      closed = true;
      await wakeUp.close();
      await ended;
      await packages.close();
    },
  };
}

/** Differs when the packages do. */
export function fingerprint(packages: readonly LoadedPackage[]): string {
  return packages.map(({ name, version, added }) => `${name}#${version}@${added}`).join(' ');
}
