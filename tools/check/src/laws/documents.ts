/** The generated parts of the documents are those that `npm run docs` would write. */
import { complaints } from '../command.ts';
import type { Law } from '../law.ts';

export const documents: Law = {
  name: 'documents are up to date',
  find: ({ root }) => complaints(root, 'tools/docs/src/main.ts', ['--check']),
};
