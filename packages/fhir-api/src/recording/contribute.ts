/** AuditEvents are made from the access log, not written: only who may contribute those of another system can. */
import { outcomes } from '@charthouse/fhir-model';
import type { Principal } from '../call.ts';
import type { DoorParts } from '../parts.ts';
import type { WriteCall } from '../writing/write-call.ts';

interface Author {
  readonly principal: Principal;
  readonly may: DoorParts['may'] | undefined;
}

/** @throws OutcomeError 403 */
export function refuseLogWrites(calls: readonly WriteCall[], author: Author): void {
  const own = calls.find((call) => call.type === 'AuditEvent' && !mayContribute(call, author));
  if (own)
    throw outcomes.forbidden(
      'AuditEvents are served from the access log and cannot be written, changed or deleted here.',
      own.place || undefined,
    );
}

/** Services that were given it add events of another system, and change none; who administers the machine brings in any (`charthouse import`). */
function mayContribute({ kind }: WriteCall, { principal, may }: Author): boolean {
  if (principal.kind === 'system') return true;
  return kind === 'create' && principal.kind === 'service' && may?.(principal, 'access-log.contribute') === true;
}
