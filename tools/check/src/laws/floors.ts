/** Imports go down only, no circles, front doors only: floors.cjs, by dependency-cruiser. */
import { run } from '../command.ts';
import type { House, Law } from '../law.ts';
import { sourceFiles } from '../source-files.ts';

const places = ['packages', 'apps', 'tools', 'bench'];

interface Cruise {
  readonly modules: readonly { readonly source: string }[];
  readonly summary: {
    readonly violations: readonly {
      readonly from: string;
      readonly to: string;
      readonly rule: { readonly name: string };
      readonly comment?: string;
      readonly cycle?: readonly { readonly name: string }[];
    }[];
  };
}

export const floors: Law = {
  name: 'floors: imports go down only',
  find: async (house) => {
    const { stdout, stderr } = await run(house.root, 'node_modules/dependency-cruiser/bin/dependency-cruiser.mjs', [
      '--config',
      'floors.cjs',
      '--output-type',
      'json',
      ...places.filter((place) => house.files.some((file) => file.startsWith(`${place}/`))),
    ]);
    if (!stdout.startsWith('{')) return [`dependency-cruiser: ${stderr || 'said nothing'}`];
    const cruise: Cruise = JSON.parse(stdout);
    return [...notSeen(house, cruise), ...violations(cruise)];
  },
};

/** Without a TypeScript it can use, dependency-cruiser sees no module and finds nothing wrong; so every file must be seen. */
export function notSeen({ files }: House, { modules }: Pick<Cruise, 'modules'>): string[] {
  const seen = new Set(modules.map((module) => module.source));
  return sourceFiles(files)
    .filter((file) => places.some((place) => file.startsWith(`${place}/`)) && !seen.has(file))
    .map((file) => `${file}: dependency-cruiser did not see this file`);
}

function violations({ summary }: Cruise): string[] {
  return summary.violations.map(({ from, to, rule, comment, cycle }) => {
    const way = cycle?.length ? [from, ...cycle.map(({ name }) => name)].join(' -> ') : `${from} -> ${to}`;
    return `${way} (${rule.name}${comment ? `: ${comment}` : ''})`;
  });
}
