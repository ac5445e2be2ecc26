/** What a document names as its content becomes part of the chart: who sees some charts only takes no other's content there. */
import type { RecordTransaction } from '@charthouse/chart-store';
import { OutcomeError, type PermitFilter, parseLiteral } from '@charthouse/fhir-model';
import { contentAddresses } from '@charthouse/fhir-search';
import type { ApiParts } from '../parts.ts';
import type { Pending } from '../writing/versions.ts';

interface Writing {
  readonly tx: Pick<RecordTransaction, 'missingTargets'>;
  readonly parts: Pick<ApiParts, 'limit' | 'ownBases'>;
  /** The server's base URL as the caller sees it. */
  readonly base: string;
}

/** @throws OutcomeError 422 naming a Binary that the caller does not see, or that is not there */
export async function refuseForeignContent(
  changes: readonly Pending[],
  { tx, parts: { limit, ownBases }, base }: Writing,
): Promise<void> {
  if (!limit || reachesEverybody(limit)) return;
  const written = new Set(changes.map(({ type, id }) => `${type}/${id}`));
  const named = changes
    .flatMap(({ resource }) => (resource ? contentAddresses(resource) : []))
    .flatMap((address) => {
      const target = parseLiteral(address, [base, ...ownBases]);
      return target?.type === 'Binary' && !written.has(`Binary/${target.id}`) ? [target] : [];
    });
  if (named.length === 0) return;
  const [missing] = await tx.missingTargets(named);
  if (missing === undefined) return;
  const diagnostics = `The content ${missing} is not known on this server. Send it first, with a securityContext, or in the same transaction.`;
  throw new OutcomeError(422, [{ severity: 'error', code: 'not-found', diagnostics }]);
}

/** A Binary is seen whosever it is. */
function reachesEverybody({ grants }: PermitFilter): boolean {
  return grants.some(({ types, reach, where }) => (types?.includes('Binary') ?? true) && !reach && !where);
}
