/** Writes every current resource into a folder, one NDJSON file for each type, and a manifest when all of them are there. */
import { mkdir, readdir, readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { type CurrentVersions, readCurrent } from '@charthouse/chart-store';
import { failure } from '../command-line/stop.ts';
import { version } from '../version.ts';
import { type ExportedFile, type ExportManifest, manifestName, unfinishedName } from './export-manifest.ts';
import { writeJsonFile, writeLines } from './write-file.ts';

export interface ExportRequest {
  readonly databaseUrl: string;
  readonly folder: string;
  /** Only these; empty: all. */
  readonly types: readonly string[];
  /** Keep the files that an interrupted export finished. */
  readonly resume: boolean;
  readonly signal: AbortSignal;
  readonly onProgress: (done: number, total: number) => void;
}

/** @throws CommandStop when the folder cannot be used, or the record lacks what was counted */
export async function runExport(request: ExportRequest): Promise<ExportManifest> {
  const finished = await prepare(request);
  const record = await readCurrent(request.databaseUrl);
  try {
    const types = [...record.counts.keys()].filter(
      (type) => request.types.length === 0 || request.types.includes(type),
    );
    const total = types.reduce((sum, type) => sum + (record.counts.get(type) ?? 0), 0);
    let done = 0;
    const tell = (lines: number) => {
      done += lines;
      request.onProgress(done, total);
    };
    const output: ExportedFile[] = [];
    for (const type of types) {
      const kept = finished.find((file) => file.type === type);
      if (kept) tell(kept.count);
      output.push(kept ?? (await exportType(type, record, { ...request, tell })));
      await writeJsonFile(join(request.folder, unfinishedName), output);
    }
    const manifest = { transactionTime: record.taken, program: version, output };
    await writeJsonFile(join(request.folder, manifestName), manifest);
    await rm(join(request.folder, unfinishedName), { force: true });
    return manifest;
  } finally {
    await record.close().catch(() => {});
  }
}

async function exportType(
  type: string,
  record: CurrentVersions,
  { folder, signal, tell }: ExportRequest & { readonly tell: (lines: number) => void },
): Promise<ExportedFile> {
  const url = `${type}.ndjson`;
  const { lines, bytes, sha256 } = await writeLines(join(folder, url), record.bodies(type), (count) => {
    signal.throwIfAborted();
    tell(count);
  });
  const expected = record.counts.get(type);
  if (lines !== expected)
    throw failure(`${lines} of ${expected} resources of type ${type} were read; the export is not complete.`);
  return { type, url, count: lines, bytes, sha256, taken: record.taken };
}

/** Makes the folder; the files in it that need not be written again. */
async function prepare({ folder, resume }: ExportRequest): Promise<readonly ExportedFile[]> {
  await mkdir(folder, { recursive: true, mode: 0o700 }).catch((error: Error) => {
    throw failure(`cannot make the folder ${folder}: ${error.message}.`, error);
  });
  const names = await readdir(folder);
  if (names.length === 0) return [];
  if (!resume) {
    const hint = names.includes(unfinishedName)
      ? '--resume goes on with the export that was interrupted there'
      : 'give another';
    throw failure(`the folder ${folder} is not empty; ${hint}.`);
  }
  if (!names.includes(unfinishedName)) throw failure(`there is no interrupted export in ${folder}.`);
  const files = JSON.parse(await readFile(join(folder, unfinishedName), 'utf8')) as ExportedFile[];
  const sizes = await Promise.all(
    files.map(({ url }) =>
      stat(join(folder, url)).then(
        ({ size }) => size,
        () => -1,
      ),
    ),
  );
  return files.filter(({ bytes }, i) => sizes[i] === bytes);
}
