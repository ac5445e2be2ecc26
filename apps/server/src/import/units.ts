/** Groups the documents of all sources into units of work, each finished and remembered as a whole. */
import { OutcomeError } from '@charthouse/fhir-model';
import { type Item, itemsOf } from './sources/items.ts';
import { type Reading, readSource } from './sources/read.ts';
import { plainName, type Source } from './sources/source.ts';

export interface Unit {
  /** The same for the same content in every run. */
  readonly name: string;
  readonly source: Source;
  readonly items: readonly Item[];
}

/** A transaction of this many resources, or of this much text, costs little more per resource than a larger one. */
export const unitItems = 500;
const unitCharacters = 2 * 2 ** 20;

export async function* unitsOf(sources: readonly Source[], reading: Reading): AsyncGenerator<Unit> {
  for (const source of sources) {
    let count = 0;
    for await (const items of groups(itemsIn(source, reading)))
      yield { name: `${source.key}/${count++}`, source, items };
  }
}

/** The items of a source; when it cannot be read to its end, the last one says why. */
async function* itemsIn(source: Source, reading: Reading): AsyncGenerator<Item> {
  const file = { name: source.name, ndjson: /\.(ndjson|jsonl)$/i.test(plainName(source)) };
  let line = 0;
  try {
    for await (const item of itemsOf(file, readSource(source, reading))) {
      line = item.line;
      yield item;
    }
    if (line === 0) yield { file: source.name, line: 1, text: '', error: emptyFile };
  } catch (error) {
    if (!(error instanceof OutcomeError)) throw error;
    yield { file: source.name, line: line + 1, text: '', error };
  }
}

const emptyFile = new OutcomeError(400, [{ severity: 'error', code: 'structure', diagnostics: 'The file is empty.' }]);

async function* groups(items: AsyncIterable<Item>): AsyncGenerator<Item[]> {
  let group: Item[] = [];
  let characters = 0;
  for await (const item of items) {
    group.push(item);
    characters += item.text.length;
    if (group.length < unitItems && characters < unitCharacters) continue;
    yield group;
    group = [];
    characters = 0;
  }
  if (group.length > 0) yield group;
}
