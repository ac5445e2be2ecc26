/** Tells a process that runs when packages were added or removed by another. */
import { createWakeUp } from '../connections/wake-up.ts';
import type { LoadedPackage } from './package.ts';
import type { Packages } from './packages.ts';

/** How long a lost notification can keep a change unnoticed, in milliseconds. */
const longestSleep = 5_000;

export interface Watched {
  readonly connectionString: string;
  readonly packages: Packages;
  /** `fingerprint` of those that are known. */
  readonly known: string;
  /** Takes up what is there now, and answers its fingerprint. */
  readonly onChange: () => Promise<string>;
  /** Told why a change could not be taken up. */
  readonly onFailure: (error: unknown) => void;
}

export interface PackageWatch {
  close(): Promise<void>;
}

/** Calls `onChange` within moments when the packages are others than those that are known; a failure of it is tried again. */
export function watchPackages({ connectionString, packages, known, onChange, onFailure }: Watched): PackageWatch {
  const wakeUp = createWakeUp(connectionString, 'package');
  let closed = false;
  let seen = known;
  const loop = async () => {
    while (!closed) {
      await wakeUp.wait(longestSleep);
      if (closed) return;
      const now = await packages.list().then(fingerprint, () => seen);
      if (now === seen || closed) continue;
      try {
        seen = await onChange();
      } catch (error) {
        onFailure(error);
      }
    }
  };
  wakeUp.listen();
  const ended = loop();
  return {
    close: async () => {
      closed = true;
      await wakeUp.close();
      await ended;
    },
  };
}

/** Differs when the packages do. */
export function fingerprint(packages: readonly LoadedPackage[]): string {
  return packages.map(({ name, version, added }) => `${name}#${version}@${added}`).join(' ');
}
