/** References within the server must exist, and what is referenced stays: https://hl7.org/fhir/R4/http.html#integrity */
import type { RecordTransaction } from '@charthouse/chart-store';
import { type Issue, OutcomeError, outcomes } from '@charthouse/fhir-model';
import type { ApiParts } from '../parts.ts';
import type { Link } from './link.ts';
import { missingVersions } from './missing-versions.ts';
import type { Aimed } from './targets.ts';
import type { Pending } from './versions.ts';

/** References named in a refusal to delete. */
const shownReferences = 10;

/** What is known of the targets of references, by name. */
export interface KnownTargets {
  readonly asked: ReadonlySet<string>;
  readonly missing: ReadonlySet<string>;
}

/** Looks for the targets that the writes do not make themselves. Asked in one turn with the locks, it costs no round trip. */
export async function knownTargets(
  links: readonly Link[],
  aimed: readonly Aimed[],
  tx: RecordTransaction,
): Promise<KnownTargets> {
  const own = new Set(aimed.flatMap(({ call, ids }) => ids.map((id) => `${call.type}/${id}`)));
  const wanted = new Map(links.map((link) => [nameOf(link), link]));
  for (const name of own) wanted.delete(name);
  const missing = wanted.size > 0 ? await tx.missingTargets([...wanted.values()]) : [];
  return { asked: new Set(wanted.keys()), missing: new Set(missing) };
}

interface Asking {
  readonly tx: RecordTransaction;
  readonly parts: Pick<ApiParts, 'store'>;
  readonly targets: KnownTargets;
}

/**
 * @throws OutcomeError 422 naming every dangling reference, 409 when a deletion would leave references behind
 */
export async function checkIntegrity(
  pending: readonly Pending[],
  links: readonly Link[],
  { tx, parts, targets: known }: Asking,
): Promise<void> {
  const written = new Set(pending.filter((p) => p.op !== 'delete').map(nameOf));
  const deleted = pending.filter((p) => p.op === 'delete');
  const outside = Map.groupBy(
    links.filter((link) => !written.has(nameOf(link))),
    nameOf,
  );
  const versions = Map.groupBy(
    links.filter(({ version }) => version !== undefined),
    ({ type, id, version }) => `${type}/${id}/_history/${version}`,
  );
  // Asked in one turn, they share a round trip.
  const [targets, former] = await Promise.all([
    outside.size > 0 ? missingTargets(outside, new Set(deleted.map(nameOf)), { tx, known }) : [],
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
  { tx, known }: { tx: RecordTransaction; known: KnownTargets },
): Promise<string[]> {
  const unknown = [...outside].flatMap(([name, [link]]) => (link && !known.asked.has(name) ? [link] : []));
  const missing = new Set(unknown.length > 0 ? await tx.missingTargets(unknown) : []);
  return [...outside.keys()].filter((name) => missing.has(name) || known.missing.has(name) || deleted.has(name));
}

function nameOf({ type, id }: { readonly type: string; readonly id: string }): string {
  return `${type}/${id}`;
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
  const gone = new Set(deleted.map(nameOf));
  const references = await tx.referencesTo(deleted, new Set([...gone, ...written]), shownReferences);
  if (references.length === 0) return;
  const list = references.map(({ source, target }) => `${source} refers to ${target}`).join('; ');
  throw outcomes.conflict(
    `Cannot delete what is referenced: ${list}${references.length === shownReferences ? '; and maybe more' : ''}. ` +
      'Delete or change those first, or in the same transaction.',
  );
}
