/** What read and vread share: a stored version as an answer, and what makes it absent. */
import type { StoredVersion } from '@charthouse/chart-store';
import { outcomes } from '@charthouse/fhir-model';
import type { Call, Result } from '../call.ts';
import { expectedVersions, httpDate } from '../http/entity-tag.ts';

/**
 * The version as a result, or 304 when the caller has it already.
 * @throws OutcomeError 404, 410
 */
export function storedResult(call: Call, row: StoredVersion | undefined): Result {
  const name = `${call.type}/${call.id}`;
  if (!row)
    throw outcomes.notFound(
      call.version === undefined ? `${name} is not known.` : `${name} has no version ${call.version}, or is not known.`,
    );
  if (row.op === 'delete') throw outcomes.gone(`${name} was deleted in version ${row.version}.`);
  const result: Result = { ...row, status: 200, stored: true };
  if (!notModified(call, row)) return result;
  const { body, ...unchanged } = result;
  return { ...unchanged, status: 304, ...(body !== undefined && { about: body }) };
}

/** https://www.rfc-editor.org/rfc/rfc9110#section-13.2.2: If-None-Match decides where both are sent. */
function notModified({ conditions }: Call, row: StoredVersion): boolean {
  if (conditions.ifNoneMatch !== undefined) {
    const known = expectedVersions(conditions.ifNoneMatch);
    return known === '*' || known.includes(String(row.version));
  }
  if (conditions.ifModifiedSince === undefined) return false;
  // Dates name a second. Of a first version there is nothing older to hide; a later one may be of the same second as the one known.
  const changed = row.version === 1 ? Math.floor(row.lastUpdated / 1000) * 1000 : row.lastUpdated;
  return changed <= httpDate(conditions.ifModifiedSince);
}
