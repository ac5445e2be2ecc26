/** The report of an import: one JSON object per line, complete or not there at all. */
import { createWriteStream } from 'node:fs';
import { rename } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { failure } from '../command-line/stop.ts';
import type { Refusal } from './refusal.ts';

export async function writeReport(path: string, refusals: AsyncIterable<Refusal>): Promise<void> {
  const unfinished = `${path}.${process.pid}.tmp`;
  try {
    await pipeline(Readable.from(lines(refusals)), createWriteStream(unfinished, { mode: 0o600 }));
    await rename(unfinished, path);
  } catch (error) {
    throw failure(`cannot write the report ${path}: ${(error as Error).message}.`, error);
  }
}

async function* lines(refusals: AsyncIterable<Refusal>): AsyncGenerator<string> {
  for await (const refusal of refusals) yield `${JSON.stringify(refusal)}\n`;
}
