/** Format, lint, file names, function sizes, no `export *`: biome.json. https://biomejs.dev */
import { complaints } from '../command.ts';
import type { Law } from '../law.ts';

export const format: Law = {
  name: 'format and lint',
  find: async ({ root }) => {
    const lines = await complaints(root, 'node_modules/@biomejs/biome/bin/biome', [
      'ci',
      '--colors=off',
      '--error-on-warnings',
      '--reporter=concise',
      '--max-diagnostics=200',
    ]);
    return lines.filter((line) => !/━━|^(Checked|Found) |Some (warnings|errors) were emitted/.test(line));
  },
};
