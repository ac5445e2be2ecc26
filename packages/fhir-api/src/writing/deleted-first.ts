/**
 * A transaction deletes before it creates, and resolves conditional references last: what it deletes, neither finds any more.
 * https://hl7.org/fhir/R4/http.html#trules
 */
import type { ApiSettings } from '../parts.ts';
import type { Match } from './criteria.ts';
import type { WriteCall } from './write-call.ts';

/** The ids that calls delete, by type; each call with what its criteria matched. */
export function deletedIds(
  calls: Iterable<readonly [WriteCall, readonly Match[]]>,
): ReadonlyMap<string, ReadonlySet<string>> {
  const deleted = new Map<string, Set<string>>();
  for (const [{ kind, type, id }, matched] of calls) {
    if (kind !== 'delete') continue;
    const ids = deleted.get(type) ?? new Set();
    deleted.set(type, ids);
    if (id !== undefined) ids.add(id);
    else for (const match of matched) ids.add(match.id);
  }
  return deleted;
}

/** How many resources the calls may delete at most, by type: as many matches of a create may not count. */
export function mostDeleted(
  calls: Iterable<WriteCall>,
  { conditionalDeleteLimit }: Pick<ApiSettings, 'conditionalDeleteLimit'>,
): ReadonlyMap<string, number> {
  const most = new Map<string, number>();
  for (const { kind, type, id } of calls)
    if (kind === 'delete') most.set(type, (most.get(type) ?? 0) + (id === undefined ? conditionalDeleteLimit : 1));
  return most;
}
