/** The next version of each resource of a batch, against its locked current one. */
import type { LockedRow, VersionOp } from '@charthouse/chart-store';
import { type NumberLiteral, outcomes, parseJson, type Resource } from '@charthouse/fhir-model';
import type { Patch } from '../call.ts';
import type { ApiParts } from '../parts.ts';
import { applyPatch } from '../patching.ts';
import { seesAllOf } from '../permits/limited-parts.ts';
import { checkPatched } from './check.ts';
import { checkConditions } from './conditions.ts';
import type { Aimed } from './targets.ts';
import type { WriteCall } from './write-call.ts';

/** A version to be written. */
export interface Pending {
  readonly call: WriteCall;
  readonly op: VersionOp;
  readonly type: string;
  readonly id: string;
  readonly version: number;
  readonly previous?: LockedRow;
  /** Absent for a deletion. */
  readonly resource?: Resource;
  /** Number literals of a patched resource; those of the others belong to the batch. */
  readonly literals: readonly NumberLiteral[];
}

/** The versions that a write makes; empty when there is nothing to do. */
export function pendingVersions(aimed: Aimed, locked: ReadonlyMap<string, LockedRow>, parts: ApiParts): Pending[] {
  const { call, ids, found } = aimed;
  if (found) return [];
  return ids.flatMap((id) => {
    const row = locked.get(`${call.type}/${id}`);
    checkConditions(call, id, row);
    if (call.kind === 'update' && !row) refuseOwnId(call, parts);
    if (call.kind === 'delete') return row && row.op !== 'delete' ? [next(call, id, row)] : [];
    if (call.kind === 'patch') return patched(call, id, { row, parts });
    if (
      call.kind === 'update' &&
      call.criteria &&
      row &&
      row.op !== 'delete' &&
      !aimed.matched.some((match) => match.id === id)
    )
      throw outcomes.conflict(`${call.type}/${id} exists, but the criteria do not match it.`, call.place || undefined);
    return [{ ...next(call, id, row), resource: call.resource as Resource }];
  });
}

/**
 * Who does not see everything of a type could learn from an id that is refused that it is taken.
 * @throws OutcomeError 405, the same for an id that is free and for one that is hidden
 */
function refuseOwnId({ type, id, resource, place }: WriteCall, { limit }: ApiParts): void {
  const own = id ?? resource?.id;
  if (own === undefined || !limit || seesAllOf(limit, type)) return;
  throw outcomes.methodNotAllowed(
    `${type}/${own} is not known, and you may not choose ids of ${type}: create it by POST. (A system of the house that brings its own ids has the role feed.)`,
    place || undefined,
  );
}

function next(call: WriteCall, id: string, row: LockedRow | undefined): Pending {
  const op = call.kind === 'update' && (!row || row.op === 'delete') ? 'put' : call.kind;
  return {
    call,
    op,
    type: call.type,
    id,
    version: (row?.version ?? 0) + 1,
    ...(row && { previous: row }),
    literals: [],
  };
}

function patched(
  call: WriteCall,
  id: string,
  { row, parts }: { row: LockedRow | undefined; parts: ApiParts },
): Pending[] {
  if (!row) throw outcomes.notFound(`${call.type}/${id} is not there.`, call.place || undefined);
  if (row.op === 'delete')
    throw outcomes.gone(`${call.type}/${id} was deleted in version ${row.version}.`, call.place || undefined);
  const before = parseJson(row.body, { depth: parts.settings.depthLimit });
  const result = applyPatch(before, call.patch as Patch);
  if (call.patch?.format === 'meta' && result.value === before.value) return []; // the labels are as they should be
  const resource = result.value as Resource;
  checkPatched(call, result, { id, validator: parts.contentValidator });
  return [{ ...next(call, id, row), resource, literals: result.literals }];
}
