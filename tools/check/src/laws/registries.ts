/** Every growing thing is one file (or folder), named by one line in its neighbour `index.ts`, with its cases beside it. */
import { type Growing, growing } from '../growing.ts';
import type { House, Law } from '../law.ts';
import { isTest, sourceFiles } from '../source-files.ts';

export const registries: Law = {
  name: 'registries are complete',
  find: (house) => growing.flatMap((kind) => incomplete(house, kind)),
};

/** What is missing in one registry. */
export function incomplete({ files, read }: House, { folder, shape, testedBy }: Growing): string[] {
  const index = `${folder}/index.ts`;
  if (!files.includes(index)) return [`${index}: this registry is gone; correct tools/check/src/growing.ts`];
  const text = read(index);
  const inside = files.filter((file) => file.startsWith(`${folder}/`));
  const together = testedBy !== undefined && files.includes(testedBy);
  const tests = inside.filter((file) => isTest(file) || file.includes('.cases.'));
  return things(folder, inside)
    .filter((thing) => !shape.includes(thing))
    .flatMap((thing) => [
      ...(mainFiles(thing).some((file) => text.includes(`'./${file}'`))
        ? []
        : [`${folder}/${thing}: not named in ${index}`]),
      ...(together ||
      tests.some((test) => test.startsWith(`${folder}/${thing}.`) || test.startsWith(`${folder}/${thing}/`))
        ? []
        : [`${folder}/${thing}: has no test or cases beside it`]),
    ]);
}

function mainFiles(thing: string): readonly string[] {
  return [`${thing}.ts`, `${thing}/${thing}.ts`, `${thing}/index.ts`];
}

/** Names of the files and folders directly in a registry, tests and the index apart. */
function things(folder: string, inside: readonly string[]): readonly string[] {
  const names = sourceFiles(inside)
    .filter((file) => !isTest(file))
    .map((file) => file.slice(folder.length + 1).split('/')[0] as string)
    .map((name) => name.replace(/\.tsx?$/, ''));
  return [...new Set(names)].filter((name) => name !== 'index');
}
