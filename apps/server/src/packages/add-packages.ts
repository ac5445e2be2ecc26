/** Adds packages to the record, all of them or none. */
import { createPackages, type PackageChange } from '@charthouse/chart-store';
import type { CommandInput, OptionTable } from '../command-line/command.ts';
import { count, counted } from '../command-line/figures.ts';
import type { Report } from '../command-line/report.ts';
import { withDatabase } from '../database/with-database.ts';
import { wire } from '../wire.ts';
import { missingOf, nameOf } from './dependencies.ts';
import { makeSnapshots, type SnapshotsMade } from './make-snapshots.ts';
import { type ReadPackage, readPackage } from './read-package.ts';
import { type Taken, takeParameters } from './take-parameters.ts';

type Surroundings = Pick<CommandInput<OptionTable>, 'settings' | 'report'>;

type State = 'added' | 'replaced' | 'unchanged';

export interface Adding {
  readonly paths: readonly string[];
  /** Their search parameters are to be searched by. */
  readonly search: boolean;
}

/** Resolves to the exit code: 1 when a search parameter was refused, or no snapshot could be made of a definition. @throws CommandStop where a package cannot be used */
export async function addPackages({ paths, search }: Adding, { settings, report }: Surroundings): Promise<number> {
  const read: ReadPackage[] = [];
  for (const path of paths) read.push(await readPackage(path)); // before a database is opened for nothing
  return withDatabase(settings, async (databaseUrl) => {
    const packages = createPackages(databaseUrl);
    try {
      const { states, snapshots } = await packages.change(async (change) => {
        const all: State[] = [];
        for (const one of read) all.push(await add(one, change));
        return { states: all, snapshots: await makeSnapshots(change) };
      });
      const loaded = await packages.list();
      for (const [at, one] of read.entries()) tell(one, states[at]!, report);
      tellSnapshots(snapshots, report);
      for (const { facts } of read)
        for (const { name, version, others } of missingOf(facts, loaded))
          report.warn(
            `${nameOf(facts)} needs ${name}#${version}, which is not loaded${others.length > 0 ? ` (only ${others.join(', ')})` : ''}: what rests on it is not checked. Add it, too.`,
          );
      const own = new Set(read.map(({ facts }) => nameOf(facts)));
      const incomplete = snapshots.lacking.some((one) => own.has(one.package)) ? 1 : 0;
      return search ? Math.max(incomplete, await searchBy(read, { settings, databaseUrl, report })) : incomplete;
    } finally {
      await packages.close();
    }
  });
}

async function searchBy(
  read: readonly ReadPackage[],
  { settings, databaseUrl, report }: Surroundings & { readonly databaseUrl: string },
): Promise<number> {
  const parts = await wire(settings, databaseUrl);
  try {
    const taken = await takeParameters(read, parts);
    tellTaken(taken, report);
    return taken.refused.length > 0 ? 1 : 0;
  } finally {
    await parts.close();
  }
}

async function add({ facts, resources }: ReadPackage, change: PackageChange): Promise<State> {
  const known = (await change.list()).find((one) => nameOf(one) === nameOf(facts));
  if (known?.sha256 === facts.sha256) return 'unchanged';
  await change.add(facts, resources);
  return known ? 'replaced' : 'added';
}

/** Profiles without a snapshot that are told with the reason; the others by their address alone. */
const shown = 10;

function tellSnapshots({ made, lacking }: SnapshotsMade, report: Report): void {
  if (made > 0) report.say(`Made ${counted(made, 'snapshot')}.`, { snapshots: made });
  for (const { url, why } of lacking.slice(0, shown)) report.warn(`no snapshot could be made of ${url}: ${why}`);
  if (lacking.length > shown)
    report.warn(
      `nor of ${counted(lacking.length - shown, 'other')}: ${lacking
        .slice(shown)
        .map(({ url }) => url)
        .join(', ')}`,
    );
}

function tellTaken({ taken, unchanged, base, inactive, refused }: Taken, report: Report): void {
  const besides = [
    ...(unchanged > 0 ? [`${count(unchanged)} in the record already`] : []),
    ...(base > 0 ? [`${count(base)} of FHIR itself left out`] : []),
    ...(inactive > 0 ? [`${count(inactive)} not active`] : []),
    ...(refused.length > 0 ? [`${count(refused.length)} refused`] : []),
    ...(taken > 0 ? ['a running server, or the next to start, indexes what is stored: `charthouse jobs`'] : []),
  ];
  report.say(`Took ${counted(taken, 'search parameter')}${besides.map((text) => `; ${text}`).join('')}`, {
    searchParameters: { taken, unchanged, base, inactive, refused },
  });
  for (const { package: name, parameter, why } of refused) report.warn(`refused ${parameter} of ${name}: ${why}`);
}

const saying: Readonly<Record<State, string>> = {
  added: 'Added',
  replaced: 'Replaced',
  unchanged: 'Already loaded:',
};

function tell({ facts, skipped }: ReadPackage, state: State, report: Report): void {
  const { name, version, counts, examples } = facts;
  const kinds = Object.entries(counts).map(([type, n]) => `${count(n)} ${type}`);
  const besides = [
    ...(examples > 0 ? [`${counted(examples, 'example')} left out`] : []),
    ...(skipped.length > 0 ? [`${counted(skipped.length, 'other file')} skipped`] : []),
  ];
  report.say(
    `${saying[state]} ${nameOf(facts)}: ${kinds.join(', ') || 'no definitions'}${besides.map((text) => `; ${text}`).join('')}`,
    { package: name, version, state, counts, examples, skipped: skipped.length },
  );
}
