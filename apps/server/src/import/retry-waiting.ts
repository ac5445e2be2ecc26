/**
 * Tries again what referred to things that were not there: when all files have been read, they are, or never will be. Resources
 * that refer to each other in a circle (Encounter and Condition do) go into one transaction.
 */
import type { Within } from '@charthouse/chart-store';
import { togetherGroups } from './circles.ts';
import { partsOf } from './parts.ts';
import { unitItems } from './units.ts';
import { waitingDocuments, waitingKeys } from './waiting.ts';
import { type Work, writePart } from './write-part.ts';

/** As long as a round writes something, another may; then what is left is refused. */
export async function retryWaiting(query: Within, work: Work): Promise<void> {
  for (let last = false; ; ) {
    const keys = await waitingKeys(query, work.ctx.job.id);
    if (keys.length === 0) return;
    let written = 0;
    const tell: Work['tell'] = (told) => {
      written += told.written;
      work.tell(told);
    };
    let tried = 0;
    work.tellRetry({ tried, of: keys.length });
    for (const numbers of togetherGroups(keys, unitItems)) {
      await retry(query, { ...work, tell }, { numbers, mayWait: !last });
      tried += numbers.length;
      work.tellRetry({ tried, of: keys.length });
    }
    if (last) return;
    last = written === 0;
  }
}

async function retry(
  query: Within,
  work: Work,
  { numbers, mayWait }: { numbers: readonly string[]; mayWait: boolean },
): Promise<void> {
  work.ctx.signal.throwIfAborted();
  const documents = await waitingDocuments(query, numbers);
  const waited = new Map(documents.map(({ n, file, line, body }) => [{ file, line, text: body }, n]));
  for (const part of partsOf([...waited.keys()]).parts) {
    const name = `waiting/${waited.get(part.writes[0]!.item)}`;
    await writePart({ part, name, refused: [], mayWait, waited }, work);
  }
}
