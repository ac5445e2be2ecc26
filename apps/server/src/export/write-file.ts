/** Writes files that are there whole or not at all. */
import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { rename, rm, writeFile } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

export interface Written {
  readonly lines: number;
  readonly bytes: number;
  readonly sha256: string;
}

/** @param batches lines without their ends */
export async function writeLines(
  path: string,
  batches: AsyncIterable<string[]>,
  onBatch: (lines: number) => void,
): Promise<Written> {
  const unfinished = `${path}.partial`;
  const hash = createHash('sha256');
  let lines = 0;
  let bytes = 0;
  async function* chunks() {
    for await (const batch of batches) {
      const chunk = Buffer.from(`${batch.join('\n')}\n`);
      hash.update(chunk);
      lines += batch.length;
      bytes += chunk.length;
      yield chunk;
      onBatch(batch.length);
    }
  }
  try {
    await pipeline(Readable.from(chunks()), createWriteStream(unfinished, { mode: 0o600, flush: true }));
    await rename(unfinished, path);
  } catch (error) {
    await rm(unfinished, { force: true });
    throw error;
  }
  return { lines, bytes, sha256: hash.digest('hex') };
}

export async function writeJsonFile(path: string, value: object): Promise<void> {
  await writeFile(`${path}.partial`, `${JSON.stringify(value, null, 1)}\n`, { mode: 0o600, flush: true });
  await rename(`${path}.partial`, path);
}
