/** The one door: every call on the record, from HTTP, bundles, jobs and the command line, passes here with its principal. */
import type { Call, Principal, Result } from './call.ts';
import { interactions } from './interactions/index.ts';
import type { ApiParts, DoorParts } from './parts.ts';
import { writeBatch } from './writing/write-batch.ts';
import type { WriteBatch, WriteResult } from './writing/write-call.ts';

export interface Door {
  /** One call. @throws OutcomeError */
  handle(call: Call, principal: Principal): Promise<Result>;
  /** Many writes as one transaction, all or none. @throws OutcomeError */
  writeAll(batch: WriteBatch, principal: Principal): Promise<WriteResult[]>;
}

/** Sign-in (who the principal is) and access (what they may do) will be decided here, before the interaction runs. */
export function createDoor({ validators, ...rest }: DoorParts): Door {
  let known = validators();
  let parts: ApiParts = { ...rest, ...known };
  /** A call keeps the validators it began with. */
  const partsNow = (): ApiParts => {
    const now = validators();
    if (now !== known) {
      known = now;
      parts = { ...rest, ...now };
    }
    return parts;
  };
  const door: Door = {
    handle: (call, principal) => interactions[call.interaction](call, partsNow(), { door, principal }),
    writeAll: (batch) => writeBatch(batch, partsNow()),
  };
  return door;
}
