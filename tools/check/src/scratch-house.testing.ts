/** A small house in a temporary folder, with the real settings and tools, in which tests break a law. */
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { openHouse } from './house.ts';
import type { House } from './law.ts';

const root = resolve(import.meta.dirname, '../../..');
const settings = [
  'biome.json',
  'floors.cjs',
  'knip.json',
  'tsconfig.base.json',
  'tsconfig.node.json',
  'tsconfig.pure.json',
  'tsconfig.web.json',
  'vitest.config.ts',
  'package.json',
  '.gitignore',
];

/** Runs `use` on a house of these files (and a package.json for each room they name), then removes it. */
export async function inScratchHouse<T>(
  files: Readonly<Record<string, string>>,
  use: (house: House) => T | Promise<T>,
): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'charthouse-check-'));
  try {
    for (const name of settings) cpSync(join(root, name), join(folder, name));
    linkTools(folder);
    for (const [path, text] of Object.entries({ ...packageFiles(files), ...files })) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    }
    for (const room of roomsOf(files)) linkRoom(folder, room);
    execFileSync('git', ['init', '-q'], { cwd: folder });
    return await use(openHouse(folder));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function linkTools(folder: string): void {
  mkdirSync(join(folder, 'node_modules/@charthouse'), { recursive: true });
  for (const name of readdirSync(join(root, 'node_modules'))) {
    if (name !== '@charthouse') symlinkSync(join(root, 'node_modules', name), join(folder, 'node_modules', name));
  }
}

function linkRoom(folder: string, room: string): void {
  symlinkSync(join(folder, room), join(folder, 'node_modules', nameOf(room)));
}

function nameOf(room: string): string {
  return `@charthouse/${room.split('/')[1] ?? room}`;
}

function roomsOf(files: Readonly<Record<string, string>>): readonly string[] {
  const rooms = Object.keys(files).map((path) => /^(?:(?:packages|apps|tools)\/[^/]+|bench)(?=\/)/.exec(path)?.[0]);
  return [...new Set(rooms.filter((room) => room !== undefined))];
}

/** A package.json per room that lists every `@charthouse/…` its files import. */
function packageFiles(files: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    roomsOf(files).map((room) => {
      const texts = Object.entries(files).filter(([path]) => path.startsWith(`${room}/`));
      const used = texts.flatMap(([, text]) => text.match(/@charthouse\/[a-z-]+/g) ?? []);
      const dependencies = Object.fromEntries(used.map((name) => [name, '0.1.0']));
      const manifest = {
        name: nameOf(room),
        version: '0.1.0',
        type: 'module',
        exports: './src/index.ts',
        dependencies,
      };
      return [`${room}/package.json`, `${JSON.stringify(manifest, null, 2)}\n`];
    }),
  );
}
