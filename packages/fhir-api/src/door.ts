/** The one door: every call on the record, from HTTP, bundles, jobs and the command line, passes here with its principal. */
import { isIndexChanged, type RecordTransaction, type TransactionOptions } from '@charthouse/chart-store';
import { unavailable } from '@charthouse/fhir-model';
import { withinAnswerLimit } from './answer-limit.ts';
import type { Call, Principal, Result } from './call.ts';
import { type Inside, interactions } from './interactions/index.ts';
import type { ApiParts, DoorParts } from './parts.ts';
import { createDeciding } from './permits/deciding.ts';
import { refuseStaleSignatures } from './permits/fresh-sign-in.ts';
import { refuseLogWrites } from './recording/contribute.ts';
import { type AccessEvent, createRecorder } from './recording/recorder.ts';
import { recorded, recordedBatch, remembering, type Told } from './recording/recording-door.ts';
import { checkBatch } from './writing/check.ts';
import { sharedApart } from './writing/shared-transactions.ts';
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
  /** Records a request that did not get as far as a call: it could not be understood, or its caller was turned away. */
  refused(request: RefusedRequest, principal: Principal): Promise<void>;
  /** Records what no call tells: a start, a sign-in, an export. @throws OutcomeError 503 when it cannot be written */
  recordEvent(event: AccessEvent, principal: Principal): Promise<void>;
}

export interface RefusedRequest {
  readonly method: string;
  /** Path and query as they came. */
  readonly address: string;
  readonly requestId?: string | undefined;
  readonly error: unknown;
}

/** A write is tried again so often when the set of indexed parameters changes under it. */
const mostSearches = 5;

/** From whom nothing is hidden: their writes travel together. */
const everybody = {};

/** What the principal may do is decided here, before the interaction runs. */
export function createDoor({ validators, searches, decide, may, ...rest }: DoorParts): Door {
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
  const recorder = rest.settings.audit === 'off' ? undefined : createRecorder(rest);
  const recording = { recorder, store: rest.store };
  const shareApart = sharedApart<object>();
  const deciding = createDeciding({ decide, may });
  const writeLimited = (batch: WriteBatch, principal: Principal, options?: TransactionOptions) =>
    withParts((all) => {
      const { batch: own, parts } = deciding.writing(batch, principal, all);
      return options ? writeChecked(own, parts, options) : writeBatch(own, parts);
    });
  const admitted = (batch: WriteBatch, principal: Principal, alone: boolean) => {
    refuseLogWrites(batch.calls, { principal, may });
    refuseStaleSignatures(batch.calls, principal, rest);
    return recordedBatch(recorder, deciding.named(batch, principal), { principal, alone });
  };
  const answer = ({ call, principal }: { call: Call; principal: Principal }, told: Told, parts: ApiParts) =>
    deciding.answer({ call, principal, ...told }, parts, (own) =>
      interact(call, own, { door, principal, may: mayOf(principal, may), ...told }),
    );
  const door: Door = {
    handle: (asked, principal) =>
      recorded(recording, { call: asked, principal }, (call, told) =>
        withParts((all) => answer({ call, principal }, told, all)),
      ),
    readIn: (tx, asked, principal) =>
      recorded(recording, { call: asked, principal }, (call, told) =>
        answer({ call, principal }, told, readingIn(tx, partsNow())),
      ),
    async writeOne(batch, characters, principal) {
      const whole = admitted(batch, principal, true);
      checkBatch(batch, partsNow());
      const limit = deciding.limitOf(batch, principal);
      if (!limit)
        return shareApart(everybody, (all, options) => writeChecked(all, partsNow(), options))(whole, characters);
      return shareApart(limit, (own, options) => writeLimited(own, principal, options))(whole, characters);
    },
    writeAll: async (batch, principal) => writeLimited(admitted(batch, principal, false), principal),
    async refused({ method, address, requestId, error }, principal) {
      const access = recorder?.open({ requestId }, principal);
      if (access) await recorder?.failed(access, { method, requestId, unread: address }, error);
    },
    recordEvent: async (event, principal) => recorder?.event(event, principal),
  };
  return door;
}

/** What the transaction has written is read as well. */
function readingIn(tx: RecordTransaction, parts: ApiParts): ApiParts {
  return { ...parts, store: { ...parts.store, ...tx.reading(), transaction: (work) => work(tx) } };
}

function mayOf(principal: Principal, may: DoorParts['may']): Inside['may'] {
  return (permission) => may?.(principal, permission) ?? true;
}

/** What an operation reads it may tell of in its own words, so that is remembered; other answers hold what was read. */
async function interact(call: Call, parts: ApiParts, inside: Inside): Promise<Result> {
  const { access } = inside;
  const isTold = call.interaction !== 'operation' || !access;
  const own = isTold ? parts : { ...parts, store: remembering(parts.store, access) };
  return withinAnswerLimit(call, await interactions[call.interaction](call, own, inside), parts.settings.answerLimit);
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
