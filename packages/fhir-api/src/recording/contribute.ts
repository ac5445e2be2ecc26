/** AuditEvents are made from the access log, not written: only who may contribute those of another system can. */
import { outcomes } from '@charthouse/fhir-model';
import type { Principal } from '../call.ts';
import type { WriteCall } from '../writing/write-call.ts';

/** @throws OutcomeError 403 */
export function refuseLogWrites(calls: readonly WriteCall[], principal: Principal): void {
  const own = calls.find(({ type }) => type === 'AuditEvent');
  if (own && !mayContribute(principal))
    throw outcomes.forbidden(
      'AuditEvents are served from the access log and cannot be written, changed or deleted here.',
      own.place || undefined,
    );
}

/** The permission of clients to contribute is decided here; today whoever administers the machine has it (`charthouse import`). */
function mayContribute({ kind }: Principal): boolean {
  return kind === 'system';
}
