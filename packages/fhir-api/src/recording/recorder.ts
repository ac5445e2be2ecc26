/**
 * Writes down every call that passes the door, whatever comes of it: a change in its own transaction, everything else right
 * before it is answered. docs/flows/record.md
 */
import { type AccessRow, type Change, type RecordTransaction, withDerived } from '@charthouse/chart-store';
import { isObject, OutcomeError } from '@charthouse/fhir-model';
import { answerParameters, type Call, type Principal, type Result } from '../call.ts';
import { queryText } from '../http/url.ts';
import type { DoorParts } from '../parts.ts';
import { type Access, numbers, openAccess } from './access.ts';
import { addEntries, addLabels, addLabelsOf, addPatients, addPatientsOf, type Bases } from './disclosed.ts';

/** What the server itself has to tell, such as a start, a sign-in or an export. */
export interface AccessEvent {
  /** A name of `docs/flows/record.md`. */
  readonly action: string;
  /** As an HTTP status: 200 done, 401 and 403 refused, 500 failed. Default 200. */
  readonly status?: number;
  /** What it was about, without patient data. */
  readonly note?: string;
  /** What it was about where that may name people; it can be erased. */
  readonly query?: string;
  /** Ids of patients whose data left the server with it. */
  readonly patients?: readonly string[];
  readonly resources?: number;
}

/** One version that a batch wrote; `place`: of its call in the batch. */
export interface WrittenVersion {
  readonly place: number;
  readonly change: Change;
}

/** The address of a request that was not understood. */
interface Unread {
  readonly unread?: string;
}

export interface Recorder {
  open(call: Pick<Call, 'request' | 'requestId'>, principal: Principal): Access;
  /** The row of a call that was answered, unless a transaction carries it. @throws OutcomeError 503 when it cannot be written */
  answered(access: Access, call: Call, result: Result): Promise<void> | undefined;
  /** The row of a call that failed. */
  failed(access: Access, call: Partial<Call> & Unread, error: unknown): Promise<void> | undefined;
  /** The rows of what a batch writes. With `alone` a single version stands for the whole call. */
  changes(access: Access, written: readonly WrittenVersion[], alone: boolean): AccessRow[];
  /** Lets a transaction carry the row of a call. */
  carry(tx: RecordTransaction, access: Access, told: { readonly call: Call; readonly result: Result }): void;
  event(event: AccessEvent, principal: Principal): Promise<void> | undefined;
}

const nothing = { patients: [], resources: 0 };
/** Characters that are kept of an address which was not understood. */
const longestAddress = 2_000;

type RecorderParts = Pick<DoorParts, 'store' | 'settings' | 'ownBases' | 'now'>;

export function createRecorder({ store, settings, ownBases, now }: RecorderParts): Recorder {
  const { next } = numbers(Math.random);
  const durable = settings.audit === 'durable';
  const write = (row: AccessRow) => store.accessLog.record(row, durable);
  const open: Recorder['open'] = (call, principal) => openAccess(call, principal, { now: now(), next: next() });
  const answer = (access: Access, call: Call, result: Result): AccessRow => {
    const found = { patients: new Set<string>(), labels: new Set<string>(), touched: new Set<string>() };
    if (result.status < 400) disclose(found, access, { call, result, bases: { own: ownBases, asked: call.base } });
    return {
      ...rowOf(access, call),
      patients: [...found.patients],
      labels: textOf(found.labels),
      touched: [...found.touched],
      vis: result.status < 400 ? result.vis : undefined,
      id: result.id ?? call.id,
      version: result.version,
      resources: result.resources ?? (result.body === undefined ? 0 : 1),
      status: result.status,
    };
  };
  return {
    open,
    answered: (access, call, result) => (access.carried ? undefined : write(answer(access, call, result))),
    failed: (access, call, error) =>
      write({
        ...rowOf(access, call),
        ...(call.unread !== undefined && { query: `${call.method} ${call.unread}`.slice(0, longestAddress) }),
        ...nothing,
        ...refusalOf(error),
      }),
    changes(access, written, alone) {
      access.carried = alone && written.length === 1;
      return written.map(({ change }) => ({
        ...rowOf(access, {}),
        ...writtenOf(change, { own: ownBases }),
        ...(!access.carried && { n: next(), kind: 'E' as const }),
        action: change.op === 'put' ? 'update' : change.op,
        type: change.type,
        id: change.id,
        version: change.version,
        resources: 1,
        status: statusOf(change),
      }));
    },
    carry(tx, access, { call, result }) {
      access.carried = true;
      tx.record([answer(access, call, result)]);
    },
    event: ({ action, status = 200, note, query, patients = [], resources = 0 }, principal) =>
      write({ ...rowOf(open({}, principal), {}), kind: 'V', action, status, note, query, patients, resources }),
  };
}

interface Found {
  readonly patients: Set<string>;
  readonly labels: Set<string>;
  /** Names of resources. */
  readonly touched: Set<string>;
}

interface Answered {
  readonly call: Call;
  readonly result: Result;
  readonly bases: Bases;
}

/** The entries of a bundle tell for themselves. */
function disclose(found: Found, { about }: Access, { call, result, bases }: Answered): void {
  const { body, stored, id = call.id } = result;
  for (const text of about) discloseStored(found, text, bases);
  if (call.type !== undefined && id !== undefined && result.vis === undefined) found.touched.add(`${call.type}/${id}`);
  if (body === undefined || call.interaction === 'bundle') return;
  if (stored) discloseStored(found, body, bases);
  else {
    addPatients(found.patients, body, bases);
    addLabels(found.labels, body);
    addEntries(found.touched, body, bases);
  }
}

function discloseStored({ patients, labels }: Pick<Found, 'patients' | 'labels'>, body: string, bases: Bases): void {
  addPatientsOf(patients, body, bases);
  addLabelsOf(labels, body);
}

/** What a version holds and what it replaced. */
function writtenOf({ body, previous, access }: Change, bases: Bases): Pick<AccessRow, 'patients' | 'labels'> {
  const found = { patients: new Set<string>(), labels: new Set<string>() };
  discloseStored(found, body, bases);
  if (previous) discloseStored(found, previous.body, bases);
  const labels = textOf(found.labels);
  const derived = access?.class?.labels ?? [];
  return { patients: [...found.patients], labels: derived.length > 0 ? withDerived(labels, derived) : labels };
}

function textOf(labels: ReadonlySet<string>): string | undefined {
  return labels.size > 0 ? [...labels].join(' ') : undefined;
}

/** What a row says of the call, whatever comes of it. */
function rowOf({ who, at, n, request, requestId, began, policy }: Access, call: Partial<Call>) {
  return {
    at,
    n,
    request,
    requestId,
    who,
    kind: n === request ? ('R' as const) : ('E' as const),
    action: actionOf(call),
    type: call.type,
    id: call.id,
    policy,
    query: queryOf(call),
    micros: Math.round((performance.now() - began) * 1000),
  };
}

function actionOf({ interaction, operation, input }: Partial<Call>): string {
  if (interaction === undefined) return 'refused';
  if (interaction === 'operation') return operation ?? interaction;
  if (interaction !== 'bundle') return interaction;
  return isObject(input?.value) && input.value.type === 'transaction' ? 'transaction' : 'batch';
}

/** What was asked for beside the address that the row has: path and query. */
function queryOf({ type, id, operation, compartment, query = [], conditions }: Partial<Call>): string | undefined {
  const condition = conditions?.ifNoneExist;
  const asks = query.some(([name]) => !answerParameters.has(name));
  if (!asks && compartment === undefined && condition === undefined) return undefined;
  const path = [compartment?.type, compartment?.id, type, id, operation].filter((part) => part !== undefined).join('/');
  return `${path}?${query.length > 0 ? queryText(query) : (condition ?? '')}`;
}

function statusOf({ op }: Change): number {
  if (op === 'delete') return 204;
  return op === 'create' || op === 'put' ? 201 : 200;
}

function refusalOf(error: unknown): Pick<AccessRow, 'status' | 'note'> {
  if (!(error instanceof OutcomeError)) return { status: 500, note: 'exception' };
  return { status: error.status, note: error.issues[0]?.code };
}
