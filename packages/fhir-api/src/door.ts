/** The one door: every call on the record, from HTTP, bundles, jobs and the command line, passes here with its principal. */
import { type ChartStore, isIndexChanged, type RecordTransaction } from '@charthouse/chart-store';
import { unavailable } from '@charthouse/fhir-model';
import type { Call, Principal, Result } from './call.ts';
import { interactions } from './interactions/index.ts';
import type { ApiParts, DoorParts } from './parts.ts';
import { checkBatch } from './writing/check.ts';
import { sharedTransactions } from './writing/shared-transactions.ts';
import { writeBatch, writeChecked } from './writing/write-batch.ts';
import type { WriteBatch, WriteResult } from './writing/write-call.ts';

export interface Door {
  /** One call. @throws OutcomeError */
  handle(call: Call, principal: Principal): Promise<Result>;
  /** One read within a transaction, of what it has written too. @throws OutcomeError */
  readIn(tx: RecordTransaction, call: Call, principal: Principal): Promise<Result>;
  /** One write of a resource whose text has so many characters, kept when it resolves. @throws OutcomeError */
  writeOne(batch: WriteBatch, characters: number, principal: Principal): Promise<WriteResult[]>;
  /** Many writes as one transaction, all or none. @throws OutcomeError */
  writeAll(batch: WriteBatch, principal: Principal): Promise<WriteResult[]>;
}

/** A write is tried again so often when the set of indexed parameters changes under it. */
const mostSearches = 5;

/** Sign-in (who the principal is) and access (what they may do) will be decided here, before the interaction runs. */
export function createDoor({ validators, searches, ...rest }: DoorParts): Door {
  /** A call keeps the validators and the search it began with. */
  const partsNow = latest(
    () => [validators(), searches.now()] as const,
    ([checking, searching]): ApiParts => ({ ...checking, ...searching, ...rest }),
  );
  /** Nothing was written when the index turns out to have changed: the call begins anew. */
  const withParts = async <T>(work: (parts: ApiParts) => Promise<T>): Promise<T> => {
    for (let attempt = 1; ; attempt++) {
      try {
        return await work(partsNow());
      } catch (error) {
        if (!isIndexChanged(error)) throw error;
        if (attempt === mostSearches)
          throw unavailable('The set of search parameters keeps changing. Try again shortly.');
        await searches.refresh();
      }
    }
  };
  const share = sharedTransactions((batch, options) => writeChecked(batch, partsNow(), options));
  const door: Door = {
    handle: (call, principal) => withParts((parts) => interactions[call.interaction](call, parts, { door, principal })),
    readIn: (tx, call, principal) => {
      const parts = partsNow();
      const store: ChartStore = { ...parts.store, ...tx.reading(), transaction: (work) => work(tx) };
      return interactions[call.interaction](call, { ...parts, store }, { door, principal });
    },
    async writeOne(batch, characters) {
      checkBatch(batch, partsNow());
      return share(batch, characters);
    },
    writeAll: (batch) => withParts((parts) => writeBatch(batch, parts)),
  };
  return door;
}

/** Made again only when what it is made of is other than before. */
function latest<Of extends readonly unknown[], Made>(read: () => Of, make: (of: Of) => Made): () => Made {
  let known = read();
  let made = make(known);
  return () => {
    const now = read();
    if (now.some((part, i) => part !== known[i])) {
      known = now;
      made = make(now);
    }
    return made;
  };
}
