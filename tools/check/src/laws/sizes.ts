/** No file over 300 lines without a reason at its head: `Over 300 lines because …`. */
import type { Law } from '../law.ts';
import { sourceFiles } from '../source-files.ts';

const limit = 300;
const reason = /Over 300 lines because \S+/;
const headLines = 15;

export const sizes: Law = {
  name: `no file over ${limit} lines without a reason`,
  find: ({ files, read }) =>
    sourceFiles(files).flatMap((file) => {
      const lines = read(file).trimEnd().split('\n');
      if (lines.length <= limit || reason.test(lines.slice(0, headLines).join('\n'))) return [];
      return [`${file}: ${lines.length} lines; split it, or say "Over 300 lines because …" at its head`];
    }),
};
