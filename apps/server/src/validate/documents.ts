/** The documents of files, one after the other. */
import { OutcomeError } from '@charthouse/fhir-model';
import { type Item, itemsOf } from '../import/sources/items.ts';
import { readSource } from '../import/sources/read.ts';
import { plainName, type Source } from '../import/sources/source.ts';
import type { ZipArchives } from '../import/sources/zip.ts';

export interface Documents {
  readonly sources: readonly Source[];
  readonly archives: ZipArchives;
  readonly onBytes?: (count: number) => void;
}

/** What cannot be read is given as an item with its error. */
export async function* documentsOf({ sources, archives, onBytes = () => {} }: Documents): AsyncGenerator<Item> {
  for (const source of sources) {
    const file = { name: source.name, ndjson: /\.(ndjson|jsonl)$/i.test(plainName(source)) };
    try {
      const bytes = readSource(source, { archives, stdin: process.stdin, onBytes, xml: true });
      yield* itemsOf(file, bytes);
    } catch (error) {
      const failure = error instanceof OutcomeError ? error : undefined;
      if (!failure) throw error;
      yield { file: source.name, line: 1, text: '', error: failure };
    }
  }
}
