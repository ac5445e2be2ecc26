/** A file or folder that a document names exists. */
import type { House, Law } from '../law.ts';

const link = /\]\((?!https?:|mailto:|#)([^)#\s]+)/g;
/** Not templates such as `docs/adr/NNNN-title.md`. */
const path = /`(?![^`]*NNNN)((?:docs|packages|apps|tools|bench)\/[\w./-]+|[\w-]+\.(?:md|cjs))`/g;

export const namedPaths: Law = {
  name: 'paths that documents name exist',
  find: (house) => house.files.filter((file) => file.endsWith('.md')).flatMap((file) => missingIn(house, file)),
};

function missingIn({ files, read }: House, document: string): string[] {
  const folder = document.includes('/') ? document.slice(0, document.lastIndexOf('/') + 1) : '';
  const exists = (name: string) =>
    files.some((file) => file === name || file.startsWith(`${name.replace(/\/$/, '')}/`));
  return read(document)
    .split('\n')
    .flatMap((line, index) => {
      const linked = [...line.matchAll(link)]
        .map(([, to]) => to as string)
        .filter((to) => !exists(resolved(folder + to)));
      const named = [...line.matchAll(path)].map(([, to]) => to as string);
      const missing = [...linked, ...named.filter((to) => !exists(to) && !exists(folder + to))];
      return missing.map((to) => `${document}:${index + 1}: ${to} does not exist`);
    });
}

/** Without `..` and `.`. */
function resolved(name: string): string {
  const parts: string[] = [];
  for (const part of name.split('/'))
    if (part === '..') parts.pop();
    else if (part !== '.') parts.push(part);
  return parts.join('/');
}
