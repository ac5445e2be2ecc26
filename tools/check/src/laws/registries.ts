/** Every growing thing is one file (or folder), named by one line in its neighbour `index.ts`, with its cases beside it. */
import { type Growing, growing } from '../growing.ts';
import type { House, Law } from '../law.ts';
import { isTest, sourceFiles } from '../source-files.ts';

export const registries: Law = {
  name: 'registries are complete',
  find: (house) => growing.flatMap((kind) => incomplete(house, kind)),
};

/** What is missing in one registry. */
export function incomplete(
  { files, read }: House,
  { folder, shape, testedBy = '', allTestedBy = '' }: Growing,
): string[] {
  const index = `${folder}/index.ts`;
  if (!files.includes(index)) return [`${index}: this registry is gone; correct tools/check/src/growing.ts`];
  const text = read(index);
  const inside = files.filter((file) => file.startsWith(`${folder}/`));
  const beside = inside.filter((file) => isTest(file) || file.includes('.cases.'));
  const together = files.includes(testedBy) ? read(testedBy) : '';
  const isNamed = (thing: string) => text.includes(`'./${thing}.ts'`) || text.includes(`'./${thing}/`);
  const isTested = (thing: string) =>
    beside.some((file) => file.startsWith(`${folder}/${thing}.`) || file.startsWith(`${folder}/${thing}/`)) ||
    together.includes(thing) ||
    files.includes(allTestedBy);
  return things(folder, inside)
    .filter((thing) => !shape.includes(thing))
    .flatMap((thing) => [
      ...(isNamed(thing) ? [] : [`${folder}/${thing}: not named in ${index}`]),
      ...(isTested(thing) ? [] : [`${folder}/${thing}: has no test or cases`]),
    ]);
}

/** Names of the files and folders directly in a registry, tests and the index apart. */
function things(folder: string, inside: readonly string[]): readonly string[] {
  const names = sourceFiles(inside)
    .filter((file) => !isTest(file))
    .map((file) => file.slice(folder.length + 1).split('/')[0] as string)
    .map((name) => name.replace(/\.tsx?$/, ''));
  return [...new Set(names)].filter((name) => name !== 'index');
}
