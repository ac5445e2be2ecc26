/** No unused file, export or dependency, and none used that is not in package.json: knip.json. https://knip.dev */
import { complaints } from '../command.ts';
import type { Law } from '../law.ts';

export const nothingUnused: Law = {
  name: 'nothing unused, nothing unlisted',
  find: ({ root }) => complaints(root, 'node_modules/knip/bin/knip.js', ['--no-progress', '--no-config-hints']),
};
