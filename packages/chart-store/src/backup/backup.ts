/** Writes everything the record holds, as it was at one moment, into one file that is there whole or not at all. */
import { type FileHandle, open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { copyOut } from './copy-out.ts';
import {
  BackupError,
  type BackupManifest,
  type BackupSegment,
  type BackupTable,
  manifestHashName,
  manifestName,
  rowsOf,
  sha256,
} from './manifest.ts';
import { type Snapshot, takeSnapshot } from './snapshot.ts';
import { tarBlocks, tarEnd } from './tar.ts';

export interface BackupOptions {
  readonly connectionString: string;
  /** Replaced when it is there. */
  readonly file: string;
  /** Version of the program. */
  readonly program: string;
  readonly signal?: AbortSignal;
  /** Told after each segment. */
  readonly onProgress?: (done: number, total: number) => Promise<void> | void;
}

/** Tables read at the same time. */
const lanes = 2;

/** The file holds the record's secrets and is readable by its owner only (0600). @throws BackupError */
export async function backup(options: BackupOptions): Promise<BackupManifest> {
  const unfinished = `${options.file}.partial`;
  const file = await open(unfinished, 'w', 0o600).catch((error: Error) => {
    throw new BackupError(`Cannot write ${options.file}: ${error.message}.`);
  });
  try {
    const snapshot = await takeSnapshot(options.connectionString, options.program);
    const manifest = await writeAll(file, snapshot, options).finally(snapshot.close);
    await file.chmod(0o600);
    await file.sync();
    await file.close();
    await rename(unfinished, options.file);
    await syncFolder(dirname(options.file));
    return manifest;
  } catch (error) {
    await file.close().catch(() => {});
    await rm(unfinished, { force: true });
    throw error;
  }
}

async function writeAll(file: FileHandle, snapshot: Snapshot, options: BackupOptions): Promise<BackupManifest> {
  const { about } = snapshot;
  const time = Date.parse(about.taken);
  const segments: BackupSegment[] = [];
  let writing = Promise.resolve();
  const add = (name: string, content: Buffer) => {
    writing = writing.then(async () => {
      for (const block of tarBlocks({ name, content }, time)) if (block.length > 0) await file.writeFile(block);
    });
    return writing;
  };
  let done = 0;
  const total = rowsOf({ ...about, segments });
  const waiting = [...about.tables];
  await inLanes(async () => {
    const client = await snapshot.join();
    for (let table = waiting.shift(); table; table = waiting.shift()) {
      for await (const segment of segmentsOf(client, table, add)) {
        options.signal?.throwIfAborted();
        segments.push(segment);
        done += segment.rows;
        await options.onProgress?.(done, total);
      }
    }
  });
  requireCounts(about.tables, segments);
  const manifest = { ...about, segments };
  const text = Buffer.from(`${JSON.stringify(manifest, null, 1)}\n`);
  await add(manifestName, text);
  await add(manifestHashName, Buffer.from(`${sha256(text)}  ${manifestName}\n`));
  await file.writeFile(tarEnd);
  return manifest;
}

type Client = Awaited<ReturnType<Snapshot['join']>>;

async function* segmentsOf(
  client: Client,
  table: BackupTable,
  add: (name: string, content: Buffer) => Promise<void>,
): AsyncGenerator<BackupSegment> {
  let number = 0;
  for await (const { rows, content } of copyOut(client, table)) {
    const name = `data/${table.name}/${String(++number).padStart(6, '0')}.copy.gz`;
    await add(name, content);
    yield { name, table: table.name, rows, sha256: sha256(content), seal: null };
  }
}

/** All lanes end before the first failure is thrown. */
async function inLanes(lane: () => Promise<void>): Promise<void> {
  for (const result of await Promise.allSettled(Array.from({ length: lanes }, lane)))
    if (result.status === 'rejected') throw result.reason;
}

function requireCounts(tables: readonly BackupTable[], segments: readonly BackupSegment[]): void {
  for (const { name, rows } of tables) {
    const copied = segments.filter(({ table }) => table === name).reduce((sum, segment) => sum + segment.rows, 0);
    if (copied !== rows)
      throw new BackupError(`${copied} of ${rows} rows of ${name} were read; the backup is not kept.`);
  }
}

async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, 'r');
  await folder.sync().finally(() => folder.close());
}
