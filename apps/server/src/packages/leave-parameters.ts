/** What becomes of the search parameters that were taken of packages (`add --search`) when these are removed. */
import type { PackageChange, PackageKey } from '@charthouse/chart-store';
import type { Resource } from '@charthouse/fhir-model';
import type { CommandInput, OptionTable } from '../command-line/command.ts';
import { counted } from '../command-line/figures.ts';
import { whoAtTheCommand } from '../database/who-at-the-command.ts';
import { type Parts, wire } from '../wire.ts';
import { nameOf } from './dependencies.ts';

type Parameter = Pick<Resource, 'id' | 'url'>;

/** Those of the packages that no other package has. */
export async function parametersOf(change: PackageChange, packages: readonly PackageKey[]): Promise<Parameter[]> {
  const names = new Set(packages.map(nameOf));
  const own: Parameter[] = [];
  const others = new Set<unknown>();
  for await (const one of change.resources({ types: ['SearchParameter'] })) {
    const { id, url } = JSON.parse(one.body) as Resource;
    if (names.has(nameOf(one.package))) own.push({ id, url });
    else others.add(url);
  }
  return own.filter(({ url }) => !others.has(url));
}

export interface Leaving {
  readonly parameters: readonly Parameter[];
  /** They are deleted from the record; otherwise it is said that they stay. */
  readonly search: boolean;
}

interface Surroundings extends Pick<CommandInput<OptionTable>, 'settings' | 'report'> {
  readonly databaseUrl: string;
}

export async function leaveParameters(
  { parameters, search }: Leaving,
  { settings, report, databaseUrl }: Surroundings,
): Promise<void> {
  if (parameters.length === 0) return;
  const parts = await wire(settings, databaseUrl);
  try {
    const taken = await takenOf(parameters, parts);
    if (taken.length === 0) return;
    const many = counted(taken.length, 'search parameter');
    const names = taken.map((id) => `SearchParameter/${id}`);
    if (search) {
      await remove(taken, parts);
      report.say(`Removed ${many} from the record; a running server takes them out of its index`, {
        searchParameters: { removed: names },
      });
    } else {
      const shown = names.length > 5 ? [...names.slice(0, 5), '…'] : names;
      report.say(
        `${many} of it can still be searched by: ${shown.join(', ')}. Delete them, or remove a package with --search.`,
        { searchParameters: { stay: names } },
      );
    }
  } finally {
    await parts.close();
  }
}

/** Ids of those that the record has. */
async function takenOf(parameters: readonly Parameter[], { store }: Parts): Promise<string[]> {
  const ids = [...new Set(parameters.flatMap(({ id }) => (id === undefined ? [] : [id])))];
  const stored = await store.readMany(ids.map((id) => ({ type: 'SearchParameter', id })));
  return parameters.flatMap(({ id, url }) => {
    const body = stored.get(`SearchParameter/${id}`)?.body;
    return id !== undefined && body && (JSON.parse(body) as Resource).url === url ? [id] : [];
  });
}

async function remove(ids: readonly string[], { door, settings }: Parts): Promise<void> {
  const calls = ids.map((id) => ({ kind: 'delete' as const, type: 'SearchParameter', id, place: id }));
  await door.writeAll(
    { calls, literals: [], base: settings.publicUrl ?? '' },
    { kind: 'system', name: whoAtTheCommand(), client: 'charthouse packages' },
  );
}
