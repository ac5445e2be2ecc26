/** Which resource each write of a batch is about: https://hl7.org/fhir/R4/http.html#trules */
import type { RecordTransaction } from '@charthouse/chart-store';
import { outcomes } from '@charthouse/fhir-model';
import { queryText } from '../http/url.ts';
import type { ApiParts } from '../parts.ts';
import { identifierNames, identityLocks, type Match, matchesOf } from './criteria.ts';
import { deletedIds, mostDeleted } from './deleted-first.ts';
import type { WriteBatch, WriteCall } from './write-call.ts';

/** A write with its resource decided. */
export interface Aimed {
  readonly call: WriteCall;
  /** The ids it changes: one, or several (or none) of a conditional delete. */
  readonly ids: readonly string[];
  /** A conditional create that found its resource: nothing to write. */
  readonly found: boolean;
  /** Versions at which criteria matched; the rows must still be there once they are locked. */
  readonly matched: readonly Match[];
}

/** Decides all targets, under locks that keep equal criteria of other transactions waiting. */
export async function aim(batch: WriteBatch, tx: RecordTransaction, parts: ApiParts): Promise<Aimed[]> {
  const conditional = batch.calls.filter((call) => call.criteria !== undefined);
  const matches = new Map<WriteCall, Match[]>();
  if (conditional.length > 0) {
    const locks = identityLocks(conditional, parts.store.hash);
    await tx.lockKeysShared(locks.shared);
    await tx.lockKeys(locks.exclusive);
    const most = mostDeleted(batch.calls, parts.settings);
    const limitOf = (call: WriteCall) =>
      matchLimit(call, parts) + (call.kind === 'create' ? (most.get(call.type) ?? 0) : 0);
    const found = await matchesOf(
      conditional.map((call) => ({ type: call.type, query: call.criteria ?? [], limit: limitOf(call) })),
      tx,
      parts,
    );
    conditional.forEach((call, i) => {
      matches.set(call, found[i] ?? []);
    });
    const deleted = deletedIds(batch.calls.map((call) => [call, matches.get(call) ?? []]));
    for (const [call, own] of matches)
      if (call.kind === 'create' && deleted.has(call.type))
        matches.set(
          call,
          own.filter(({ id }) => !deleted.get(call.type)?.has(id)),
        );
  }
  const aimed = batch.calls.map((call) => ({
    ...target(
      call,
      matches.get(call)?.map((match) => match.id),
      parts,
    ),
    matched: matches.get(call) ?? [],
  }));
  refuseTwice(aimed);
  refuseTwins(aimed);
  return aimed;
}

function matchLimit(call: WriteCall, parts: ApiParts): number {
  return call.kind === 'delete' ? Math.max(2, parts.settings.conditionalDeleteLimit + 1) : 2;
}

function target(call: WriteCall, matches: readonly string[] | undefined, parts: ApiParts): Omit<Aimed, 'matched'> {
  if (matches === undefined) return { call, ids: [call.id ?? parts.newId()], found: false };
  if (call.kind === 'delete') return deletion(call, matches, parts);
  if (matches.length > 1)
    throw outcomes.multipleMatches(`${manyMatch(call)} Make them more exact.`, call.place || undefined);
  const [match] = matches;
  if (call.kind === 'create') return { call, ids: [match ?? parts.newId()], found: match !== undefined };
  if (call.kind === 'patch') {
    if (match === undefined)
      throw outcomes.notFound(`No ${call.type} matches the criteria of the patch.`, call.place || undefined);
    return { call, ids: [match], found: false };
  }
  const own = call.resource?.id;
  if (match !== undefined && own !== undefined && own !== match)
    throw outcomes.badRequest(
      `The criteria match ${call.type}/${match}, but the resource sent has the id "${own}".`,
      call.place ? `${call.place}.id` : `${call.type}.id`,
    );
  return { call, ids: [match ?? own ?? parts.newId()], found: false };
}

function deletion(call: WriteCall, matches: readonly string[], { settings }: ApiParts): Omit<Aimed, 'matched'> {
  if (matches.length > settings.conditionalDeleteLimit) {
    const advice =
      settings.conditionalDeleteLimit === 1
        ? 'This server deletes single matches only (setting CHARTHOUSE_CONDITIONAL_DELETE_LIMIT).'
        : `At most ${settings.conditionalDeleteLimit} may be deleted at once (setting CHARTHOUSE_CONDITIONAL_DELETE_LIMIT).`;
    throw outcomes.multipleMatches(`${manyMatch(call)} ${advice}`, call.place || undefined);
  }
  return { call, ids: matches, found: false };
}

function manyMatch(call: WriteCall): string {
  return `More than one ${call.type} matches the criteria of the conditional ${call.kind}.`;
}

/** One resource may be written once per transaction, also when two different criteria mean it. */
function refuseTwice(aimed: readonly Aimed[]): void {
  const seen = new Map<string, WriteCall>();
  for (const { call, ids, found } of aimed) {
    for (const id of ids) {
      const key = `${call.type}/${id}`;
      const other = seen.get(key);
      if (other && !(found && other.kind === 'create'))
        throw outcomes.badRequest(`${key} is changed by two entries of one transaction.`, [other.place, call.place]);
      seen.set(key, call);
    }
  }
}

/** Two entries that would both make the resource their criteria mean: after the first, the second would have matched it. */
function refuseTwins(aimed: readonly Aimed[]): void {
  const bearers = bearersOfIdentifiers(aimed);
  const criteria = new Map<string, WriteCall>();
  for (const { call, found } of aimed) {
    if (!call.criteria || call.kind === 'delete' || found) continue;
    const text = `${call.type}?${queryText(call.criteria)}`;
    const identifiers = call.criteria.filter(([name]) => name === 'identifier');
    const others = identifiers.flatMap(([, value]) => bearers.get(`${call.type}|${value}`) ?? []);
    const twin = criteria.get(text) ?? others.find((bearer) => bearer !== call);
    if (twin)
      throw outcomes.badRequest('Two entries of one transaction mean the same resource by their criteria.', [
        twin.place,
        call.place,
      ]);
    criteria.set(text, call);
  }
}

function bearersOfIdentifiers(aimed: readonly Aimed[]): Map<string, WriteCall[]> {
  const bearers = new Map<string, WriteCall[]>();
  if (aimed.every(({ call }) => !call.criteria)) return bearers;
  for (const { call } of aimed) {
    for (const name of call.resource ? identifierNames(call.resource) : []) {
      const key = `${call.type}|${name}`;
      bearers.set(key, [...(bearers.get(key) ?? []), call]);
    }
  }
  return bearers;
}
