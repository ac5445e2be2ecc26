/** The one door: every call on the record, from HTTP, bundles, jobs and the command line, passes here with its principal. */
import type { Call, Principal, Result } from './call.ts';
import { interactions } from './interactions/index.ts';
import type { ApiParts } from './parts.ts';
import { writeBatch } from './writing/write-batch.ts';
import type { WriteBatch, WriteResult } from './writing/write-call.ts';

export interface Door {
  /** One call. @throws OutcomeError */
  handle(call: Call, principal: Principal): Promise<Result>;
  /** Many writes as one transaction, all or none. @throws OutcomeError */
  writeAll(batch: WriteBatch, principal: Principal): Promise<WriteResult[]>;
}

/** Sign-in (who the principal is) and access (what they may do) will be decided here, before the interaction runs. */
export function createDoor(parts: ApiParts): Door {
  const door: Door = {
    handle: (call, principal) => interactions[call.interaction](call, parts, { door, principal }),
    writeAll: (batch) => writeBatch(batch, parts),
  };
  return door;
}
