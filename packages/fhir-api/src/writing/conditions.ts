/** If-Match and If-None-Match of a change: https://hl7.org/fhir/R4/http.html#concurrency */
import type { LockedRow } from '@charthouse/chart-store';
import { outcomes } from '@charthouse/fhir-model';
import { expectedVersions } from '../http/entity-tag.ts';
import type { WriteCall } from './write-call.ts';

type Conditioned = Pick<WriteCall, 'type' | 'place' | 'ifMatch' | 'mustBeNew'>;

/** @throws OutcomeError 412 when the locked row, or its absence, is not what the caller expects */
export function checkConditions(call: Conditioned, id: string, row: LockedRow | undefined): void {
  const current = row && row.op !== 'delete' ? row : undefined;
  if (call.mustBeNew && current)
    throw outcomes.existsAlready(`${call.type}/${id} exists already (If-None-Match: *).`, call.place || undefined);
  if (call.ifMatch === undefined) return;
  const expected = expectedVersions(call.ifMatch);
  if (current && (expected === '*' || expected.includes(String(current.version)))) return;
  throw outcomes.versionMismatch(
    current
      ? `${call.type}/${id} is at version ${current.version}, not ${call.ifMatch} (If-Match). Read it again and repeat the change.`
      : `${call.type}/${id} is not there, so no version of it matches ${call.ifMatch} (If-Match).`,
    call.place || undefined,
  );
}
