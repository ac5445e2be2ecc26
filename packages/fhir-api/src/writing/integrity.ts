/** References within the server must exist, and what is referenced stays: https://hl7.org/fhir/R4/http.html#integrity */
import type { RecordTransaction } from '@charthouse/chart-store';
import { type Issue, OutcomeError, outcomes } from '@charthouse/fhir-model';
import type { ApiParts } from '../parts.ts';
import type { Link } from './link.ts';
import { missingVersions } from './missing-versions.ts';
import type { Pending } from './versions.ts';

/** References named in a refusal to delete. */
const shownReferences = 10;

/**
 * @throws OutcomeError 422 naming every dangling reference, 409 when a deletion would leave references behind
 */
export async function checkIntegrity(
  pending: readonly Pending[],
  links: readonly Link[],
  { tx, parts }: { tx: RecordTransaction; parts: Pick<ApiParts, 'store'> },
): Promise<void> {
  const written = new Set(pending.filter((p) => p.op !== 'delete').map((p) => `${p.type}/${p.id}`));
  const deleted = pending.filter((p) => p.op === 'delete');
  const outside = Map.groupBy(
    links.filter(({ type, id }) => !written.has(`${type}/${id}`)),
    ({ type, id }) => `${type}/${id}`,
  );
  const versions = Map.groupBy(
    links.filter(({ version }) => version !== undefined),
    ({ type, id, version }) => `${type}/${id}/_history/${version}`,
  );
  // Asked in one turn, they share a round trip.
  const [targets, former] = await Promise.all([
    outside.size > 0 ? missingTargets(outside, new Set(deleted.map((p) => `${p.type}/${p.id}`)), tx) : [],
    versions.size > 0 ? missingVersions(versions, pending, { tx, parts }) : [],
  ]);
  const gone = new Set(targets);
  const issues = [
    ...targets.map((name) => dangling(name, 'resource', outside.get(name))),
    ...former
      .filter((name) => !gone.has(name.replace(/\/_history\/.*$/, '')))
      .map((name) => dangling(name, 'version', versions.get(name))),
  ];
  if (issues.length > 0) throw new OutcomeError(422, issues);
  if (deleted.length > 0) await refuseOrphans(deleted, written, tx);
}

async function missingTargets(
  outside: ReadonlyMap<string, readonly Link[]>,
  deleted: ReadonlySet<string>,
  tx: RecordTransaction,
): Promise<string[]> {
  const missing = new Set(await tx.missingTargets([...outside.values()].flatMap(([link]) => link ?? [])));
  for (const name of outside.keys()) if (deleted.has(name)) missing.add(name);
  return [...missing];
}

function dangling(name: string, what: 'resource' | 'version', links: readonly Link[] = []): Issue {
  return {
    severity: 'error',
    code: 'not-found',
    diagnostics: `The reference to ${name} is dangling: there is no such ${what} on this server.`,
    expression: [...new Set(links.map(({ from }) => from()))],
  };
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
