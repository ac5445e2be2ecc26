/** Writes the skeleton of a new thing into a project folder. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type Kind, nameOf } from './kind.ts';
import { withLine } from './registry-line.ts';

/** The paths written, relative to the project folder. @throws Error when something is in the way; nothing is written then */
export function writeNew(root: string, kind: Kind, kebab: string): readonly string[] {
  const name = nameOf(kebab);
  const index = join(kind.folder, 'index.ts');
  const texts = new Map(Object.entries(kind.files(name)).map(([path, text]) => [join(kind.folder, path), text]));
  for (const path of texts.keys()) if (existsSync(join(root, path))) throw new Error(`${path} is there already`);
  if (kind.line) texts.set(index, withLine(readFileSync(join(root, index), 'utf8'), kind.line(name)));
  for (const [path, text] of texts) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  return [...texts.keys()];
}
