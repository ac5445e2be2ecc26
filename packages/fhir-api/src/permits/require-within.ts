/** What somebody changes must be within what they may change, as it was and as it will be. */
import { patientOf } from '@charthouse/access';
import type { RecordTransaction } from '@charthouse/chart-store';
import { outcomes, type PermitFilter, type Resource } from '@charthouse/fhir-model';
import type { ApiParts } from '../parts.ts';
import type { Pending } from '../writing/versions.ts';
import { seenAmong } from './limited-transaction.ts';

/** As they are. One statement for each right that was asked. @throws OutcomeError 403 */
export async function requireWithinBefore(changes: readonly Pending[], tx: RecordTransaction, parts: ApiParts) {
  const there = changes.filter(({ previous }) => previous && previous.op !== 'delete');
  await within(there, ({ call }) => call.within, { tx, parts });
}

/**
 * As they were written. Nobody makes the care relationship that they need: for what is new, or of another patient than before,
 * only those of before count. @throws OutcomeError 403
 */
export async function requireWithinAfter(changes: readonly Pending[], tx: RecordTransaction, parts: ApiParts) {
  const strict = new Map<PermitFilter, PermitFilter>();
  const filterOf = (change: Pending) => {
    const { within: filter } = change.call;
    if (!filter || isOfSamePatient(change)) return filter;
    const known = strict.get(filter) ?? withCareOfBefore(filter);
    strict.set(filter, known);
    return known;
  };
  await within(
    changes.filter(({ op }) => op !== 'delete'),
    filterOf,
    { tx, parts },
  );
}

async function within(
  changes: readonly Pending[],
  filterOf: (change: Pending) => PermitFilter | undefined,
  { tx, parts: { search, store } }: { readonly tx: RecordTransaction; readonly parts: ApiParts },
): Promise<void> {
  for (const [filter, own] of Map.groupBy(changes, filterOf)) {
    if (!filter) continue;
    const condition = search.visible(filter).current('r');
    const seen = await seenAmong(own, condition, { tx, numbers: store.ids });
    const outside = own.find(({ type, id }) => !seen.has(`${type}/${id}`));
    if (outside)
      throw outcomes.forbidden(
        `You may not ${outside.call.kind} this ${outside.type}: neither as it is nor as it would be may it be outside of what you may change.`,
        outside.call.place || undefined,
      );
  }
}

function isOfSamePatient({ previous, resource }: Pending): boolean {
  if (!previous || previous.op === 'delete' || !resource) return false;
  return patientOf(JSON.parse(previous.body) as Resource) === patientOf(resource);
}

function withCareOfBefore({ grants }: PermitFilter): PermitFilter {
  return {
    grants: grants.map(({ reach, ...grant }) => ({
      ...grant,
      ...(reach && { reach: reach.map((one) => (one.kind === 'care' ? { ...one, before: true as const } : one)) }),
    })),
  };
}
