/** The whole text of a small file or of standard input, decompressed where needed. */
import { readFile } from 'node:fs/promises';
import { buffer } from 'node:stream/consumers';
import { gunzipSync } from 'node:zlib';
import { failure } from '../command-line/stop.ts';

/** @throws CommandStop when it is not there, is broken, or is no UTF-8 text */
export async function readText(path: string): Promise<string> {
  try {
    const bytes = path === '-' ? await buffer(process.stdin) : await readFile(path);
    const plain = bytes[0] === 0x1f && bytes[1] === 0x8b ? gunzipSync(bytes) : bytes;
    return new TextDecoder('utf-8', { fatal: true }).decode(plain);
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    throw failure(code === 'ENOENT' ? `there is no file ${path}.` : `cannot read ${path}: ${message}.`, error);
  }
}
