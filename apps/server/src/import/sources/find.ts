/** Turns the paths of the command line into the list of files to import, in the order they are read. */
import { createHash } from 'node:crypto';
import { readdir, stat } from 'node:fs/promises';
import { basename, join, relative, resolve } from 'node:path';
import { CommandStop, failure } from '../../command-line/stop.ts';
import { byDependence } from './order.ts';
import { plainName, type Skipped, type Source } from './source.ts';
import type { ZipArchives } from './zip.ts';

export interface Found {
  readonly sources: readonly Source[];
  readonly skipped: readonly Skipped[];
}

/** Files that are read in folders and archives; one that is named is read whatever its ending. */
export interface FileKinds {
  readonly ending: RegExp;
  /** As people write them. */
  readonly endings: string;
}

const importable: FileKinds = { ending: /\.(json|ndjson|jsonl)(\.gz)?$/i, endings: '.json, .ndjson, .jsonl' };
export const readable: FileKinds = {
  ending: /\.(json|ndjson|jsonl|xml)(\.gz)?$/i,
  endings: '.json, .ndjson, .jsonl, .xml',
};
const archive = /\.zip$/i;
/** What exports put beside their files: https://hl7.org/fhir/uv/bulkdata/export.html */
const aboutAnExport = /^(manifest\.json|log\.ndjson)(\.gz)?$/;

/** @throws CommandStop when a path is not there, is an archive nobody can read, or has nothing to import below it */
export async function findSources(
  paths: readonly string[],
  archives: ZipArchives,
  kinds: FileKinds = importable,
): Promise<Found> {
  const sources: Source[] = [];
  const skipped: Skipped[] = [];
  for (const path of paths) {
    const found = path === '-' ? { sources: [standardInput], skipped: [] } : await below(path, archives, kinds);
    if (found.sources.length === 0) throw failure(nothingIn(path, found.skipped, kinds));
    sources.push(...found.sources);
    skipped.push(...found.skipped);
  }
  const once = [...new Map(sources.map((source) => [source.name, source])).values()];
  return { sources: once.sort((a, b) => byDependence(plainName(a), plainName(b))), skipped };
}

const standardInput: Source = { name: '-', key: '-', size: 0 };

function nothingIn(path: string, skipped: readonly Skipped[], { endings }: FileKinds): string {
  const others = skipped.length > 0 ? `; ${skipped.length} other files are there, such as ${skipped[0]?.name}` : '';
  return `nothing to read in ${path}: no ${endings} (also .gz) or .zip file${others}.`;
}

async function below(path: string, archives: ZipArchives, kinds: FileKinds): Promise<Found> {
  const info = await stat(path).catch((error: NodeJS.ErrnoException) => {
    const reason = `cannot read ${path}: ${error.message}.`;
    throw failure(error.code === 'ENOENT' ? `there is no file or folder ${path}.` : reason, error);
  });
  if (!info.isDirectory()) return file(path, info, { archives, kinds });
  const sources: Source[] = [];
  const skipped: Skipped[] = [];
  for (const inside of await filesBelow(path)) {
    const there = await stat(inside).catch(() => undefined);
    const why = there ? whySkipped(inside, kinds) : 'cannot be read';
    if (!there || why) {
      skipped.push({ name: inside, why: why ?? '' });
      continue;
    }
    const found = await file(inside, there, { archives, kinds }).catch((error) => unreadable(inside, there, error));
    sources.push(...found.sources);
    skipped.push(...found.skipped);
  }
  return { sources, skipped };
}

/** One archive that is broken must not keep the rest of a folder out. */
function unreadable(path: string, { size, mtimeMs }: FileFacts, error: unknown): Found {
  if (!(error instanceof CommandStop)) throw error;
  const why = error.message.replace(/^./, (letter) => letter.toUpperCase());
  return {
    sources: [{ name: path, key: keyOf(resolve(path), size, mtimeMs), size, path, unreadable: why }],
    skipped: [],
  };
}

/** Sorted; without hidden files and what is in hidden folders. */
async function filesBelow(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => !entry.isDirectory())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => !/(^|[\\/])\./.test(relative(folder, path)))
    .sort();
}

function whySkipped(path: string, { ending, endings }: FileKinds): string | undefined {
  const name = basename(path);
  if (aboutAnExport.test(name)) return 'tells about an export and holds no resources';
  if (ending.test(name) || archive.test(name)) return undefined;
  return `not a ${endings} (also .gz) or .zip file`;
}

interface FileFacts {
  readonly size: number;
  readonly mtimeMs: number;
}

interface Reader {
  readonly archives: ZipArchives;
  readonly kinds: FileKinds;
}

async function file(path: string, info: FileFacts, { archives, kinds: { ending, endings } }: Reader): Promise<Found> {
  const key = keyOf(resolve(path), info.size, info.mtimeMs);
  const source = { name: path, key, size: info.size, path };
  if (!archive.test(path)) return { sources: [source], skipped: [] };
  const entries = await archives.entries(path);
  const inside = entries.map((entry) => ({
    ...source,
    name: `${path}!${entry.name}`,
    key: keyOf(key, entry.name),
    size: entry.size,
    entry: entry.name,
  }));
  return {
    sources: inside.filter((one) => ending.test(one.entry)),
    skipped: inside
      .filter((one) => !ending.test(one.entry))
      .map((one) => ({ name: one.name, why: `not a ${endings} file (also .gz)` })),
  };
}

function keyOf(...parts: (string | number)[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('base64url').slice(0, 16);
}
