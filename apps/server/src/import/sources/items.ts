/**
 * Cuts a source into its JSON documents: one per line of NDJSON (http://ndjson.org), or the one document of a JSON file. Which of
 * the two it is, the first line tells: if it is a whole JSON value by itself, every line is one.
 */
import { type OutcomeError, outcomes } from '@charthouse/fhir-model';

/** One document of a file, or why it could not be had. */
export interface Item {
  /** Name of the file, as people see it. */
  readonly file: string;
  /** 1-based line of the file on which it starts. */
  readonly line: number;
  readonly text: string;
  readonly error?: OutcomeError;
}

export interface ItemLimits {
  /** Most bytes of a line of NDJSON. */
  readonly line: number;
  /** Most bytes of a JSON document. */
  readonly document: number;
}

const itemLimits: ItemLimits = { line: 64 * 2 ** 20, document: 256 * 2 ** 20 };

export interface ItemFile {
  readonly name: string;
  /** The name says that every line is a document. */
  readonly ndjson: boolean;
}

export async function* itemsOf(
  file: ItemFile,
  chunks: AsyncIterable<Buffer>,
  limits = itemLimits,
): AsyncGenerator<Item> {
  const lines = linesOf(chunks, limits.document);
  let first = await lines.next();
  while (!first.done && isBlank(first.value.bytes)) first = await lines.next();
  if (first.done) return;
  if (file.ndjson || isWhole(first.value)) {
    yield* items(file.name, first.value, limits);
    for await (const line of lines) yield* items(file.name, line, limits);
  } else {
    yield { file: file.name, ...(await wholeDocument(first.value, lines, limits.document)) };
  }
}

interface Line {
  readonly number: number;
  readonly bytes: Buffer;
  /** The line went on beyond the limit; `bytes` is what came before. */
  readonly cut: boolean;
}

const utf8 = new TextDecoder('utf-8', { fatal: true });
const newline = 0x0a;

function* items(file: string, { number, bytes, cut }: Line, limits: ItemLimits): Generator<Item> {
  if (cut || bytes.length > limits.line)
    yield {
      file,
      line: number,
      text: '',
      error: outcomes.tooLarge(`The line is longer than ${limits.line >> 20} MB.`),
    };
  else if (!isBlank(bytes)) yield { file, ...decoded(number, bytes) };
}

function decoded(line: number, bytes: Buffer): Omit<Item, 'file'> {
  try {
    return { line, text: utf8.decode(bytes) };
  } catch {
    return { line, text: '', error: outcomes.malformed('This is not UTF-8 text.') };
  }
}

async function wholeDocument(first: Line, rest: AsyncIterable<Line>, limit: number): Promise<Omit<Item, 'file'>> {
  const parts = [first.bytes];
  let size = first.bytes.length;
  let cut = first.cut;
  for await (const line of rest) {
    size += line.bytes.length + 1;
    cut ||= line.cut || size > limit;
    if (cut) break;
    parts.push(line.bytes);
  }
  const advice = `The JSON document is larger than ${limit >> 20} MB; split it, or write one resource per line (NDJSON).`;
  if (cut) return { line: first.number, text: '', error: outcomes.tooLarge(advice) };
  return decoded(first.number, Buffer.concat(parts.flatMap((part, i) => (i === 0 ? [part] : [lineEnd, part]))));
}

const lineEnd = Buffer.from('\n');

/** A first line longer than this is judged by its ends: no document is written with such a line and goes on in the next. */
const parsedToTell = 64 * 2 ** 10;

function isWhole({ bytes, cut }: Line): boolean {
  if (cut) return true; // such a line is refused by itself
  if (bytes.length > parsedToTell) return /[}\]]\s*$/.test(bytes.toString('latin1', bytes.length - 8));
  try {
    JSON.parse(new TextDecoder().decode(bytes));
    return true;
  } catch {
    return false;
  }
}

function isBlank(bytes: Buffer): boolean {
  for (const byte of bytes) if (byte !== 0x20 && byte !== 0x0d && byte !== 0x09) return false;
  return true;
}

/** Lines of bytes; of a line longer than the limit only the beginning is kept. */
async function* linesOf(chunks: AsyncIterable<Buffer>, limit: number): AsyncGenerator<Line> {
  let parts: Buffer[] = [];
  let size = 0;
  let number = 1;
  const take = (part: Buffer) => {
    if (size <= limit) parts.push(part);
    size += part.length;
  };
  const line = (): Line => {
    const bytes = parts.length === 1 ? parts[0]! : Buffer.concat(parts);
    const cut = size > limit;
    parts = [];
    size = 0;
    return { number: number++, bytes, cut };
  };
  for await (const chunk of chunks) {
    let from = 0;
    for (let at = chunk.indexOf(newline); at >= 0; at = chunk.indexOf(newline, from)) {
      take(chunk.subarray(from, at));
      from = at + 1;
      yield line();
    }
    if (from < chunk.length) take(chunk.subarray(from));
  }
  if (size > 0) yield line();
}
