/** Lists the packages of the record, and removes some. */
import { createPackages, type LoadedPackage, type PackageKey, type Packages } from '@charthouse/chart-store';
import type { CommandInput, OptionTable } from '../command-line/command.ts';
import { counted } from '../command-line/figures.ts';
import { failure } from '../command-line/stop.ts';
import { withDatabase } from '../database/with-database.ts';
import { dependentsOf, missingOf, nameOf } from './dependencies.ts';
import { leaveParameters, parametersOf } from './leave-parameters.ts';

type Surroundings = Pick<CommandInput<OptionTable>, 'settings' | 'report'>;
export async function listPackages({ settings, report }: Surroundings): Promise<number> {
  return withPackages(settings, async (packages) => {
    const loaded = await packages.list();
    if (loaded.length === 0) report.say('No packages are loaded.');
    for (const one of loaded) {
      const missing = missingOf(one, loaded);
      const { name, version, title, counts, examples, dependencies, added } = one;
      report.say(lineOf(one, missing.map(nameOf)), {
        package: name,
        version,
        title,
        counts,
        examples,
        dependencies,
        missing: missing.map((lacking) => ({ package: lacking.name, version: lacking.version })),
        added: new Date(added).toISOString(),
      });
    }
    return 0;
  });
}

function lineOf(one: LoadedPackage, missing: readonly string[]): string {
  const definitions = Object.values(one.counts).reduce((sum, n) => sum + n, 0);
  const added = new Date(one.added).toISOString().slice(0, 16).replace('T', ' ');
  return [
    nameOf(one).padEnd(40),
    counted(definitions, 'definition').padEnd(18),
    added,
    ...(missing.length > 0 ? [`missing: ${missing.join(', ')}`] : []),
  ].join('  ');
}

export interface Removal {
  /** `NAME` or `NAME#VERSION`. */
  readonly names: readonly string[];
  /** The search parameters that were taken of them go as well. */
  readonly search: boolean;
  /** Although other packages need them. */
  readonly force: boolean;
}

/** @throws CommandStop where one is not loaded, is needed by another, or has several versions and none was said */
export async function removePackages(
  { names, search, force }: Removal,
  { settings, report }: Surroundings,
): Promise<number> {
  return withPackages(settings, async (packages, databaseUrl) => {
    const gone = await packages.change(async (change) => {
      const loaded = await change.list();
      const meant = names.map((name) => meantBy(name, loaded));
      const dependents = dependentsOf(meant, loaded);
      if (dependents.length > 0 && !force)
        throw failure(
          `${dependents.map(nameOf).join(', ')} would miss what it needs; remove it as well, or give --force. Nothing was removed.`,
        );
      const parameters = await parametersOf(change, meant);
      await change.remove(meant);
      return { meant, dependents, parameters };
    });
    for (const { name, version } of gone.meant)
      report.say(`Removed ${name}#${version}`, { package: name, version, state: 'removed' });
    for (const one of gone.dependents) report.warn(`${nameOf(one)} now misses what it needs.`);
    await leaveParameters({ parameters: gone.parameters, search }, { settings, report, databaseUrl });
    return 0;
  });
}

function meantBy(text: string, loaded: readonly LoadedPackage[]): PackageKey {
  const [name, version] = text.split('#');
  const own = loaded.filter((one) => one.name === name && (version === undefined || one.version === version));
  const [first] = own;
  if (!first) throw failure(`${text} is not loaded; \`charthouse packages list\` shows what is.`);
  if (own.length > 1)
    throw failure(
      `${name} is loaded in the versions ${own.map((one) => one.version).join(', ')}: say ${nameOf(first)}.`,
    );
  return first;
}

async function withPackages<T>(
  settings: Surroundings['settings'],
  work: (packages: Packages, databaseUrl: string) => Promise<T>,
): Promise<T> {
  return withDatabase(settings, async (databaseUrl) => {
    const packages = createPackages(databaseUrl);
    try {
      return await work(packages, databaseUrl);
    } finally {
      await packages.close();
    }
  });
}
