/** Writes as data: what a batch of changes asks for and what it answers. */
import type { NamedPermission } from '@charthouse/access';
import type { AccessRow, RecordTransaction } from '@charthouse/chart-store';
import type { NumberLiteral, PermitFilter, Resource } from '@charthouse/fhir-model';
import type { Patch, Query } from '../call.ts';
import type { Access } from '../recording/access.ts';
import type { WrittenVersion } from '../recording/recorder.ts';

export interface WriteCall {
  readonly kind: 'create' | 'update' | 'patch' | 'delete';
  readonly type: string;
  /** Absent for a create and for conditional calls. */
  readonly id?: string;
  /** Conditional: If-None-Exist of a create, the query of the URL of the others. */
  readonly criteria?: Query;
  /** Entity tag of If-Match. */
  readonly ifMatch?: string;
  /** `*` of If-None-Match on an update: only when nothing is there yet. */
  readonly mustBeNew?: boolean;
  readonly resource?: Resource;
  readonly patch?: Patch;
  /** Of a bundle entry: what other entries call this resource. */
  readonly fullUrl?: string;
  /** FHIRPath of the resource in what was sent; empty when it was sent alone. */
  readonly place: string;
  /** What its author may do besides writing; absent: everything. */
  readonly may?: (permission: NamedPermission) => boolean;
  /** A move of a task is taken back: the way of a move is gone from its end to where it began. */
  readonly isUndo?: boolean;
  /** Within this the resource must be, before and after; absent: anywhere. */
  readonly within?: PermitFilter;
}

export interface WriteBatch {
  readonly calls: readonly WriteCall[];
  /** The caller's own statements in the same transaction, after the writes: the checkpoint of a job. May run more than once. */
  readonly alongside?: (tx: RecordTransaction) => Promise<void>;
  /** The call of which it is the work; absent: it is one of its own. */
  readonly access?: Access;
  /** The access rows of what is written, for the same transaction. May be asked more than once. */
  readonly record?: (written: readonly WrittenVersion[]) => AccessRow[];
  /** Number literals of all the resources together. */
  readonly literals: readonly NumberLiteral[];
  /** The server's base URL, to tell its own absolute references. */
  readonly base: string;
  /** Repeating the batch under the same key changes nothing and answers the same. */
  readonly idempotencyKey?: string;
}

export interface WriteResult {
  /** 201 created, 200 updated, found or nothing to do, 204 deleted. */
  readonly status: 200 | 201 | 204;
  readonly type: string;
  /** Absent when a conditional delete found nothing. */
  readonly id?: string;
  readonly version?: number;
  readonly lastUpdated?: number;
  /** JSON text as stored; absent after a deletion. */
  readonly body?: string;
  /** Several, of a conditional delete of many. */
  readonly deleted?: number;
}

/** `Bundle.entry[3].resource` + `Patient.name` -> `Bundle.entry[3].resource.name`. */
export function expressionAt(place: string, expression: string): string {
  if (!place) return expression;
  const dot = expression.indexOf('.');
  return dot < 0 ? place : place + expression.slice(dot);
}
