/** What somebody changes must be within what they may change, as it was and as it will be. */
import type { RecordTransaction } from '@charthouse/chart-store';
import { outcomes, type PermitFilter } from '@charthouse/fhir-model';
import type { ApiParts } from '../parts.ts';
import type { Pending } from '../writing/versions.ts';
import { seenAmong } from './limited-transaction.ts';

/** One statement for each right that was asked. @throws OutcomeError 403 */
export async function requireWithin(
  changes: readonly Pending[],
  tx: RecordTransaction,
  { search, store }: ApiParts,
): Promise<void> {
  const byFilter = Map.groupBy(changes, ({ call }) => call.within);
  for (const [filter, own] of byFilter) {
    if (!filter) continue;
    const condition = search.visible(filter satisfies PermitFilter).current('r');
    const seen = await seenAmong(own, condition, { tx, numbers: store.ids });
    const outside = own.find(({ type, id }) => !seen.has(`${type}/${id}`));
    if (outside)
      throw outcomes.forbidden(
        `You may not ${outside.call.kind} this ${outside.type}: neither as it is nor as it would be may it be outside of what you may change.`,
        outside.call.place || undefined,
      );
  }
}
