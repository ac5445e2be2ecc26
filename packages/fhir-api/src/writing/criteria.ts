/** Search criteria inside writes (conditional interactions and references): https://hl7.org/fhir/R4/http.html#cond-update */
import { type RecordTransaction, requireCurrentIndex } from '@charthouse/chart-store';
import { isObject, type JsonValue, outcomes, type Resource } from '@charthouse/fhir-model';
import { joinSql, type SearchQuery, sql } from '@charthouse/fhir-search';
import type { Query } from '../call.ts';
import type { ApiParts } from '../parts.ts';

export interface Criteria {
  readonly type: string;
  readonly query: Query;
  /** Matches wanted at most; 2 tells one from several. */
  readonly limit: number;
}

/** A statement of at most this many searches, so that a bundle of thousands of criteria stays within PostgreSQL's limits. */
const searchesPerStatement = 100;

/** A resource that criteria matched, at this version. */
export interface Match {
  readonly id: string;
  readonly ver: number;
}

/** What each of the criteria matched, with one statement for many criteria. */
export async function matchesOf(all: readonly Criteria[], tx: RecordTransaction, parts: ApiParts): Promise<Match[][]> {
  const found: Match[][] = all.map(() => []);
  for (let from = 0; from < all.length; from += searchesPerStatement) {
    const queries = all.slice(from, from + searchesPerStatement).map((criteria) => searchOf(criteria, parts));
    if (queries.some(({ added }) => added)) await requireCurrentIndex(tx.query, parts.indexVersion);
    const statements = queries.map(
      (query, i) => sql`select ${from + i}::int4 as n, hit.id, hit.ver from (${parts.search.page(query)}) hit`,
    );
    const rows = await tx.query<Match & { n: number }>(joinSql(statements, ' union all '));
    for (const row of rows) found[row.n]?.push({ id: row.id, ver: row.ver });
  }
  return found;
}

function searchOf({ type, query, limit }: Criteria, parts: ApiParts): SearchQuery {
  const limits = { chainLimit: parts.settings.chainLimit, includeLimit: parts.settings.includeLimit, pageLimit: limit };
  const criteria = query.filter(([name]) => name !== '_count');
  const parsed = parts.search.parse({ type }, [...criteria, ['_count', String(limit)]], { strict: true, limits });
  if (parsed.clauses.length === 0)
    throw outcomes.badRequest(
      `Conditional criteria for ${type} are empty; name at least one search parameter. _sort, _total and their like choose nothing.`,
    );
  return parsed;
}

/** The keys two writes must not hold at once when they could mean the same resource. */
export interface IdentityLocks {
  /** Criteria other than identifiers: all conditional writes of the type, one after the other. */
  readonly exclusive: Set<bigint>;
  readonly shared: Set<bigint>;
}

/**
 * Locks for conditional writes: every identifier of criteria and body; the whole type when other criteria could mean the same
 * resource under another name.
 */
export function identityLocks(
  writes: readonly { type: string; criteria?: Query; resource?: Resource }[],
  hash: (text: string) => bigint,
): IdentityLocks {
  const locks: IdentityLocks = { exclusive: new Set(), shared: new Set() };
  for (const { type, criteria, resource } of writes) {
    if (!criteria) continue;
    const typeKey = hash(`lock|${type}`);
    const byIdentifier = criteria.filter(([name, value]) => name === 'identifier' && /^[^,|]*\|[^,|]+$/.test(value));
    if (byIdentifier.length > 0) locks.shared.add(typeKey);
    else locks.exclusive.add(typeKey);
    for (const [, value] of byIdentifier) locks.exclusive.add(hash(`lock|${type}|${value}`));
    for (const name of resource ? identifierNames(resource) : []) locks.exclusive.add(hash(`lock|${type}|${name}`));
  }
  for (const key of locks.exclusive) locks.shared.delete(key);
  return locks;
}

/** The identifiers of a resource as `system|value`. */
export function identifierNames(resource: Resource): string[] {
  const own = resource.identifier as JsonValue | undefined;
  const list = Array.isArray(own) ? own : own === undefined ? [] : [own];
  return list.flatMap((item) =>
    isObject(item) && typeof item.value === 'string' ? [`${item.system ?? ''}|${item.value}`] : [],
  );
}
