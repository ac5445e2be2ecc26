/** The bytes of a source, decompressed, as they come: nothing is held but the chunk at hand. */
import { createReadStream } from 'node:fs';
import { pipeline, Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { outcomes } from '@charthouse/fhir-model';
import type { Source } from './source.ts';
import type { ZipArchives } from './zip.ts';

export interface Reading {
  readonly archives: ZipArchives;
  readonly stdin: Readable;
  /** Told how many stored bytes were read. */
  readonly onBytes: (count: number) => void;
  /** XML is read too. */
  readonly xml?: boolean;
}

/** @throws OutcomeError when it is an archive nobody can read, is compressed in a way that is not understood, or the compressed data is broken */
export async function* readSource(source: Source, reading: Reading): AsyncGenerator<Buffer> {
  if (source.unreadable !== undefined) throw outcomes.malformed(source.unreadable);
  const chunks = counted(await open(source, reading), reading.onBytes);
  const first = await chunks.next();
  if (first.done) return;
  const all = rejoin(first.value, chunks);
  if (!startsWith(first.value, 0x1f, 0x8b)) {
    refuseArchives(first.value);
    if (!reading.xml) refuseXml(first.value);
    yield* all;
    return;
  }
  const unpacked = pipeline(Readable.from(all, { objectMode: false }), createGunzip(), () => {});
  try {
    for await (const chunk of unpacked) yield chunk as Buffer;
  } catch (error) {
    throw outcomes.malformed(`The compressed data is broken (${(error as Error).message}); what came before was read.`);
  }
}

async function open(source: Source, { archives, stdin }: Reading): Promise<Readable> {
  if (source.path === undefined) return stdin;
  if (source.entry !== undefined) return archives.read(source.path, source.entry);
  return createReadStream(source.path, { highWaterMark: 256 * 1024 });
}

async function* counted(stream: Readable, onBytes: (count: number) => void): AsyncGenerator<Buffer> {
  for await (const chunk of stream) {
    onBytes(chunk.length);
    yield chunk;
  }
}

async function* rejoin(first: Buffer, rest: AsyncGenerator<Buffer>): AsyncGenerator<Buffer> {
  yield first;
  yield* rest;
}

function startsWith(chunk: Buffer, ...bytes: number[]): boolean {
  return bytes.every((byte, i) => chunk[i] === byte);
}

function refuseArchives(chunk: Buffer): void {
  if (startsWith(chunk, 0x50, 0x4b, 0x03, 0x04))
    throw outcomes.malformed('This is a zip archive; give it a name that ends in .zip, and not by standard input.');
  if (
    startsWith(chunk, 0x28, 0xb5, 0x2f, 0xfd) ||
    startsWith(chunk, 0x42, 0x5a, 0x68) ||
    startsWith(chunk, 0xfd, 0x37, 0x7a, 0x58)
  )
    throw outcomes.malformed('This is compressed with zstd, bzip2 or xz; unpack it first, or use gzip.');
}

function refuseXml(chunk: Buffer): void {
  if (startsWith(chunk, 0x3c))
    throw outcomes.malformed('This is XML; only JSON and NDJSON are imported. Convert it first.');
}
