/** Reads a backup from its first to its last byte and compares it with what it says about itself. */
import { createReadStream } from 'node:fs';
import { BackupError, type BackupManifest, backupFormat, manifestHashName, manifestName, sha256 } from './manifest.ts';
import { BrokenTar, type TarEntry, tarEntries } from './tar.ts';

export function readBackup(file: string): AsyncGenerator<TarEntry> {
  return tarEntries(createReadStream(file, { highWaterMark: 2 ** 20 }));
}

/** @throws BackupError when the file is damaged, cut off, or no backup */
export async function verifyBackup(
  file: string,
  onSegment: (rows: number) => void = () => {},
): Promise<BackupManifest> {
  const hashes = new Map<string, string>();
  let manifest: BackupManifest | undefined;
  let stated: string | undefined;
  try {
    for await (const { name, content } of readBackup(file)) {
      if (name === manifestHashName) stated = content.toString('latin1').slice(0, 64);
      else hashes.set(name, sha256(content));
      if (name === manifestName) manifest = JSON.parse(content.toString('utf8')) as BackupManifest;
    }
  } catch (error) {
    throw new BackupError(reason(file, error, hashes.size));
  }
  if (!manifest || !stated)
    throw new BackupError(`${file} is incomplete: its manifest is missing. Use another backup.`);
  if (stated !== hashes.get(manifestName))
    throw new BackupError(`${file} is damaged: its manifest was changed. Use another backup.`);
  requireFormat(file, manifest);
  for (const { name, sha256: expected, rows } of manifest.segments) {
    const actual = hashes.get(name);
    if (actual !== expected)
      throw new BackupError(
        `${file} is damaged: ${name} ${actual === undefined ? 'is missing' : 'was changed'}. Use another backup.`,
      );
    onSegment(rows);
  }
  return manifest;
}

function requireFormat(file: string, { format, program }: BackupManifest): void {
  if (format === backupFormat) return;
  throw new BackupError(
    `${file} has format ${format}, written by Charthouse ${program}; this version reads format ${backupFormat}. Use that version.`,
  );
}

function reason(file: string, error: unknown, entries: number): string {
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === 'ENOENT') return `There is no file ${file}.`;
  if (error instanceof BrokenTar || error instanceof SyntaxError)
    return entries === 0 ? `${file} is no Charthouse backup.` : `${file} is damaged: ${message}. Use another backup.`;
  return `Cannot read ${file}: ${message}.`;
}
