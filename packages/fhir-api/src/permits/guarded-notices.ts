/** What a broken glass leaves in the record, nobody moves but who reviews it: not the one it tells of. 45 CFR 164.312(a)(2)(ii), 164.308(a)(1)(ii)(D) */
import type { LockedRow } from '@charthouse/chart-store';
import { isObject, type JsonValue, outcomes } from '@charthouse/fhir-model';
import type { Pending } from '../writing/versions.ts';
import { glassCodes } from './glass-resources.ts';

/** @throws OutcomeError 403 */
export function refuseMovingNotices(changes: readonly Pending[]): void {
  for (const { call, previous } of changes)
    if (call.may && !call.may('privacy.review') && previous && isNotice(previous))
      throw outcomes.forbidden(
        `${previous.type}/${previous.id} tells of a record that was opened in an emergency: changing it needs the permission privacy.review.`,
        call.place || undefined,
      );
}

/** @throws OutcomeError 409: it stays, whoever asks */
export function refuseExpungingNotices(rows: readonly LockedRow[]): void {
  const row = rows.find(isNotice);
  if (row)
    throw outcomes.conflict(
      `${row.type}/${row.id} tells of a record that was opened in an emergency, and cannot be expunged.`,
    );
}

function isNotice({ type, body }: LockedRow): boolean {
  if (type !== 'Communication' && type !== 'Task') return false;
  if (!glassCodes.some(({ code }) => body.includes(`"${code}"`))) return false;
  const { code, topic } = JSON.parse(body) as Record<string, JsonValue>;
  return [code, topic].some(
    (concept) =>
      isObject(concept) &&
      [concept.coding ?? []]
        .flat()
        .some((one) => isObject(one) && glassCodes.some((of) => one.system === of.system && one.code === of.code)),
  );
}
