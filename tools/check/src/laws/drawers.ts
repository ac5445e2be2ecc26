/** No drawers: a file or folder is named after its one subject. */
import type { Law } from '../law.ts';

/** Names that say nothing, for files and folders; `types` may be a folder (search types), not a file. */
const empty = /^(utils?|helpers?|common|misc|managers?|services?|base|shared|lib)$/;
const emptyEnding = /-(utils?|helpers?|manager|service)$/;

export const drawers: Law = {
  name: 'no drawers',
  find: ({ files }) => {
    const found = new Set<string>();
    for (const file of files) {
      const parts = file.split('/');
      const stem = (parts.pop() as string).replace(/\..*$/, '');
      const folder = parts.findIndex((part) => empty.test(part) || emptyEnding.test(part));
      if (folder >= 0) found.add(`${parts.slice(0, folder + 1).join('/')}/`);
      else if (stem && (empty.test(stem) || emptyEnding.test(stem) || stem === 'types')) found.add(file);
    }
    return [...found].map((path) => `${path}: this name has no subject; name it after what it holds`);
  },
};
