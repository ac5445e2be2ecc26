/** Changes many tasks: together, and where one of them stands in the way each by itself, so that the others are done. */
import { OutcomeError, parseJson, type Resource } from '@charthouse/fhir-model';
import type { Inside } from '../interactions/index.ts';
import type { ApiParts } from '../parts.ts';
import type { WriteCall, WriteResult } from '../writing/write-call.ts';
import type { NotMoved } from './moved.ts';

/** A task as the caller knows it. */
export interface Named {
  readonly id: string;
  readonly version?: number;
}

interface Around {
  readonly parts: ApiParts;
  readonly inside: Inside;
  readonly base: string;
  /** Nothing is written. */
  readonly isPreview?: boolean;
  readonly isUndo?: boolean;
}

export interface Written {
  /** `id/version` of each new version. */
  readonly moved: readonly string[];
  readonly count: number;
  /** How many stay as they are, by the reason; in words why the first of them was refused. */
  readonly left: ReadonlyMap<NotMoved, { readonly count: number; readonly words?: string }>;
}

type Change = (task: Resource, version: number) => Resource | NotMoved | Promise<Resource | NotMoved>;

export async function writeEach(named: readonly Named[], around: Around, change: Change): Promise<Written> {
  const left = new Map<NotMoved, { count: number; words?: string }>();
  const leave = (reason: NotMoved, words?: string) => {
    const before = left.get(reason);
    const told = before?.words ?? words;
    left.set(reason, { count: (before?.count ?? 0) + 1, ...(told !== undefined && { words: told }) });
  };
  const found = await around.parts.store.readMany(named.map(({ id }) => ({ type: 'Task', id })));
  const calls: WriteCall[] = [];
  for (const { id, version } of named) {
    const current = found.get(`Task/${id}`);
    if (!current || current.op === 'delete') leave('gone');
    else if (version !== undefined && version !== current.version) leave('changed');
    else {
      const next = await change(parseJson(current.body).value as Resource, current.version);
      if (typeof next === 'string') leave(next);
      else calls.push(callOf(next, current.version, around));
    }
  }
  if (around.isPreview) return { moved: [], count: calls.length, left };
  const written = await write(calls, around, leave);
  const moved = written.map(({ id, version }) => `${id}/${version}`);
  return { moved, count: moved.length, left };
}

function callOf(resource: Resource, version: number, { isUndo }: Around): WriteCall {
  const id = String(resource.id);
  return {
    ...{ kind: 'update', type: 'Task', id, resource, place: '', ifMatch: `W/"${version}"` },
    ...(isUndo && { isUndo }),
  };
}

async function write(
  calls: readonly WriteCall[],
  { inside: { door, principal, access }, base }: Around,
  leave: (reason: NotMoved, words: string) => void,
): Promise<WriteResult[]> {
  if (calls.length === 0) return [];
  const all = (some: readonly WriteCall[]) =>
    door.writeAll({ calls: some, literals: [], base, ...(access && { access }) }, principal);
  const isRefusal = (error: unknown) => error instanceof OutcomeError && error.status < 500;
  try {
    return await all(calls);
  } catch (error) {
    if (!isRefusal(error)) throw error;
  }
  const written: WriteResult[] = [];
  for (const call of calls)
    try {
      written.push(...(await all([call])));
    } catch (error) {
      if (!isRefusal(error)) throw error;
      const { status, message } = error as OutcomeError;
      leave(status === 412 || status === 409 ? 'changed' : status === 403 ? 'not-allowed' : 'refused', message);
    }
  return written;
}
