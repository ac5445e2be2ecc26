/** Work at the door with its access row: recorded before it is answered, refused where it could not be recorded. */
import type { ChartStore } from '@charthouse/chart-store';
import type { Call, Principal, Result } from '../call.ts';
import type { Inside } from '../interactions/index.ts';
import type { WriteBatch } from '../writing/write-call.ts';
import type { Access } from './access.ts';
import type { Recorder } from './recorder.ts';

export type Told = Pick<Inside, 'access' | 'carry'>;

/** Runs the work of a call; without a recorder nothing is recorded. */
export async function recorded(
  { recorder, store }: { readonly recorder: Recorder | undefined; readonly store: Pick<ChartStore, 'accessLog'> },
  { call, principal }: { readonly call: Call; readonly principal: Principal },
  work: (call: Call, told: Told) => Promise<Result>,
): Promise<Result> {
  if (!recorder) return work(call, {});
  store.accessLog.admit();
  const access = recorder.open(call, principal);
  const inner = call.interaction === 'bundle' ? { ...call, request: access.n } : call;
  try {
    const result = await work(inner, {
      access,
      carry: (tx, told) => recorder.carry(tx, access, { call, result: told }),
    });
    if (result.about !== undefined) access.about.push(result.about);
    const waiting = recorder.answered(access, call, result);
    if (waiting) await waiting;
    return result;
  } catch (error) {
    await recorder.failed(access, call, error);
    throw error;
  }
}

/** The batch with the access rows of what it writes. `alone`: it is all that its call does. */
export function recordedBatch(
  recorder: Recorder | undefined,
  batch: WriteBatch,
  { principal, alone }: { readonly principal: Principal; readonly alone: boolean },
): WriteBatch {
  if (!recorder) return batch;
  const access = batch.access ?? recorder.open({}, principal);
  return { ...batch, record: (written) => recorder.changes(access, written, alone) };
}

/** A store that remembers what was read of single resources: an operation may tell of it in words of its own. */
export function remembering(store: ChartStore, access: Access | undefined): ChartStore {
  if (!access) return store;
  const noted = <Row extends { readonly body: string } | undefined>(row: Row): Row => {
    if (row) access.about.push(row.body);
    return row;
  };
  return {
    ...store,
    read: async (type, id) => noted(await store.read(type, id)),
    vread: async (type, id, version) => noted(await store.vread(type, id, version)),
  };
}
