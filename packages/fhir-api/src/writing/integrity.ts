/** References within the server must exist, and what is referenced stays: https://hl7.org/fhir/R4/http.html#integrity */
import type { RecordTransaction } from '@charthouse/chart-store';
import { type Issue, OutcomeError, outcomes } from '@charthouse/fhir-model';
import type { Link } from './link.ts';
import type { Pending } from './versions.ts';

/** References named in a refusal to delete. */
const shownReferences = 10;

/**
 * @throws OutcomeError 422 naming every dangling reference, 409 when a deletion would leave references behind
 */
export async function checkIntegrity(
  pending: readonly Pending[],
  links: readonly Link[],
  tx: RecordTransaction,
): Promise<void> {
  const written = new Set(pending.filter((p) => p.op !== 'delete').map((p) => `${p.type}/${p.id}`));
  const deleted = pending.filter((p) => p.op === 'delete');
  const outside = Map.groupBy(
    links.filter(({ type, id }) => !written.has(`${type}/${id}`)),
    ({ type, id }) => `${type}/${id}`,
  );
  if (outside.size > 0) await requireTargets(outside, new Set(deleted.map((p) => `${p.type}/${p.id}`)), tx);
  if (deleted.length > 0) await refuseOrphans(deleted, written, tx);
}

async function requireTargets(
  outside: ReadonlyMap<string, readonly Link[]>,
  deleted: ReadonlySet<string>,
  tx: RecordTransaction,
): Promise<void> {
  const missing = new Set(await tx.missingTargets([...outside.values()].flatMap(([link]) => link ?? [])));
  for (const key of outside.keys()) if (deleted.has(key)) missing.add(key);
  if (missing.size === 0) return;
  const issues = [...missing].map(
    (key): Issue => ({
      severity: 'error',
      code: 'not-found',
      diagnostics: `The reference to ${key} is dangling: there is no such resource on this server.`,
      expression: [...new Set(outside.get(key)?.map(({ from }) => from()))],
    }),
  );
  throw new OutcomeError(422, issues);
}

async function refuseOrphans(
  deleted: readonly Pending[],
  written: ReadonlySet<string>,
  tx: RecordTransaction,
): Promise<void> {
  const gone = new Set(deleted.map((p) => `${p.type}/${p.id}`));
  const references = await tx.referencesTo(deleted, new Set([...gone, ...written]), shownReferences);
  if (references.length === 0) return;
  const list = references.map(({ source, target }) => `${source} refers to ${target}`).join('; ');
  throw outcomes.conflict(
    `Cannot delete what is referenced: ${list}${references.length === shownReferences ? '; and maybe more' : ''}. ` +
      'Delete or change those first, or in the same transaction.',
  );
}
