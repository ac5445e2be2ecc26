/** batch and transaction: https://hl7.org/fhir/R4/http.html#transaction */

import type { RecordTransaction } from '@charthouse/chart-store';
import { type Issue, isObject, type JsonValue, OutcomeError, operationOutcome, outcomes } from '@charthouse/fhir-model';
import { type AnswerBudget, answerBudget } from '../answer-limit.ts';
import { type BundleEntry, bundleText } from '../bundle/bundle-text.ts';
import { eachAtMost } from '../bundle/each-at-most.ts';
import { type EntryCall, entryCall } from '../bundle/entry-call.ts';
import { literalFinder } from '../bundle/entry-literals.ts';
import { checkBatchEntry, checkBatchHead, checkTransaction } from '../bundle/envelope.ts';
import { type Call, changes, type Result } from '../call.ts';
import { changeOutcome } from '../http/change-outcome.ts';
import { entityTag } from '../http/entity-tag.ts';
import { shaped, shapeOf } from '../http/shape.ts';
import { unknownParameters } from '../http/unknown-parameters.ts';
import { operations } from '../operations/index.ts';
import type { Operation } from '../operations/operation.ts';
import type { ApiParts } from '../parts.ts';
import { unknownProfiles } from '../writing/unknown-profiles.ts';
import type { Inside } from './index.ts';
import { keyOf, resultOfWrite, writeCall } from './write.ts';

/** Entries of a batch that run at the same time. */
const batchConcurrency = 8;

export async function bundle(call: Call, parts: ApiParts, inside: Inside): Promise<Result> {
  const value = call.input?.value;
  if (!isObject(value) || value.resourceType !== 'Bundle')
    throw outcomes.badRequest('A Bundle of type batch or transaction is expected here.');
  if (value.type !== 'batch' && value.type !== 'transaction')
    throw outcomes.badRequest(
      `A Bundle of type "${String(value.type)}" cannot be carried out; batch or transaction can.`,
      'Bundle.type',
    );
  const entries = Array.isArray(value.entry) ? value.entry : [];
  if (entries.length > parts.settings.bundleEntryLimit)
    throw outcomes.tooLarge(
      `The bundle has ${entries.length} entries; this server takes ${parts.settings.bundleEntryLimit} (setting CHARTHOUSE_BUNDLE_LIMIT). Split it.`,
      'Bundle.entry',
    );
  const isBatch = value.type === 'batch';
  (isBatch ? checkBatchHead : checkTransaction)(value, entries, parts);
  const budget = answerBudget(parts.settings.answerLimit);
  const answered = isBatch
    ? await batch(entries, call, { ...inside, checking: parts, budget })
    : await transaction(entries, call, { ...inside, checking: parts, budget });
  const head = { id: parts.newId(), type: `${value.type}-response` as const, at: parts.now() };
  return { status: 200, body: bundleText(head, answered) };
}

type Answering<Part extends keyof ApiParts> = Inside & {
  readonly checking: Pick<ApiParts, Part>;
  readonly budget: AnswerBudget;
};

async function batch(
  entries: readonly JsonValue[],
  call: Call,
  { door, principal, checking, budget }: Answering<'onFault' | 'validator'>,
): Promise<BundleEntry[]> {
  const literalsOf = literalFinder(call.input?.literals ?? []);
  return eachAtMost(batchConcurrency, entries, async (entry, i) => {
    try {
      const { call: bare } = entryCall(entry, i, call);
      checkBatchEntry(entry, i, checking);
      const inner = bare.input ? { ...bare, input: { ...bare.input, literals: literalsOf(bare.input.value) } } : bare;
      const keyed =
        call.idempotencyKey === undefined ? inner : { ...inner, idempotencyKey: `${call.idempotencyKey}|${i}` };
      const result = await door.handle(keyed, principal);
      budget.spend(inner, result);
      return entryAnswer(inner, result);
    } catch (error) {
      if (error instanceof OutcomeError) return failedEntry(error);
      checking.onFault(error);
      return failedEntry(outcomes.internal('The server failed at this entry; the details are in its log.'));
    }
  });
}

function failedEntry(error: OutcomeError): BundleEntry {
  return { response: { status: String(error.status), outcome: JSON.stringify(operationOutcome(error.issues)) } };
}

async function transaction(
  entries: readonly JsonValue[],
  call: Call,
  { door, principal, access, checking, budget }: Answering<'whyUnchecked' | 'deskOperations'>,
): Promise<BundleEntry[]> {
  const calls = allOrIssues(entries, (entry, i) => entryCall(entry, i, call));
  const writing = calls.filter(({ call: inner }) => changes.has(inner.interaction));
  const writes = allOrIssues(writing, ({ call: inner, place, fullUrl }) => ({
    ...writeCall(inner, `${place}.resource`),
    ...(fullUrl !== undefined && { fullUrl }),
  }));
  refuseStateOperations(calls, [...operations, ...(checking.deskOperations ?? [])]);
  const warnings = allOrIssues(writing, ({ call: inner, place }) => [
    ...unknownParameters(inner, `${place}.request.url`),
    ...unknownProfiles(inner.input?.value, `${place}.resource`, checking),
  ]);
  const reading = calls.filter(({ call: inner }) => !changes.has(inner.interaction));
  const reads = new Map<EntryCall, Result>();
  const readAll = async (read: (call: Call) => Promise<Result>) => {
    reads.clear();
    const spend = async (inner: Call) => {
      const result = await read(inner);
      budget.spend(inner, result);
      return result;
    };
    for (const [entry, result] of await readOrFail(reading, spend)) reads.set(entry, result);
  };
  const within = (tx: RecordTransaction) => readAll((inner) => door.readIn(tx, inner, principal));
  const batch = {
    calls: writes,
    literals: call.input?.literals ?? [],
    base: call.base,
    ...(access && { access }),
    ...keyOf(call, principal),
  };
  const alongside = reading.length > 0 ? { alongside: within } : {};
  const written = writes.length > 0 ? await door.writeAll({ ...batch, ...alongside }, principal) : [];
  // Without writes, or when they were done before under the same key, there is no transaction to read in.
  if (reads.size < reading.length) await readAll((inner) => door.handle(inner, principal));
  const results = new Map<EntryCall, Result>(
    writing.map((entry, i) => [
      entry,
      { ...resultOfWrite(written[i] as (typeof written)[number]), warnings: warnings[i] ?? [] },
    ]),
  );
  return calls.map((entry) => entryAnswer(entry.call, (results.get(entry) ?? reads.get(entry)) as Result));
}

/**
 * Reads of a transaction see what it wrote, and belong to it: it is done when all of them are.
 * @throws OutcomeError 400 with the issues of every read that failed
 */
async function readOrFail(
  entries: readonly EntryCall[],
  read: (call: Call) => Promise<Result>,
): Promise<[EntryCall, Result][]> {
  const answers = await eachAtMost(batchConcurrency, entries, async (entry): Promise<Result | Issue[]> => {
    try {
      return await read(entry.call);
    } catch (error) {
      if (!(error instanceof OutcomeError) || error.status >= 500 || error.status === 408) throw error;
      return error.issues.map((issue) => ({ ...issue, expression: issue.expression ?? [entry.place] }));
    }
  });
  const issues = answers.flatMap((answer) => (Array.isArray(answer) ? answer : []));
  if (issues.length > 0) throw new OutcomeError(400, issues);
  return entries.map((entry, i) => [entry, answers[i] as Result]);
}

/** They change the record by themselves, so the transaction could not take them back. */
function refuseStateOperations(calls: readonly EntryCall[], known: readonly Operation[]): void {
  const entry = calls.find(({ call }) =>
    known.some((operation) => operation.affectsState && `$${operation.definition.code}` === call.operation),
  );
  if (entry)
    throw outcomes.notSupported(
      `${entry.call.operation} changes the record and cannot be part of a transaction; send it alone or in a batch.`,
      entry.place,
    );
}

/** Maps all, or throws one error with the issues of every item that failed. */
function allOrIssues<T, R>(items: readonly T[], map: (item: T, index: number) => R): R[] {
  const issues: Issue[] = [];
  let status = 400;
  const mapped = items.flatMap((item, i) => {
    try {
      return [map(item, i)];
    } catch (error) {
      if (!(error instanceof OutcomeError)) throw error;
      status = error.status;
      issues.push(
        ...error.issues.map((issue) => ({ ...issue, expression: issue.expression ?? [`Bundle.entry[${i}]`] })),
      );
      return [];
    }
  });
  if (issues.length > 0) throw new OutcomeError(issues.length > 1 ? 400 : status, issues);
  return mapped;
}

function entryAnswer(call: Call, result: Result): BundleEntry {
  const isChange = changes.has(call.interaction);
  const wantsBody = !isChange || call.preferences.return === 'representation';
  const name = result.id === undefined ? undefined : `${result.type}/${result.id}`;
  const told = result.warnings?.length ? JSON.stringify(operationOutcome(result.warnings)) : undefined;
  const outcome = result.note ?? changeOutcome(call, result) ?? told;
  return {
    ...(name !== undefined && result.status < 300 && { fullUrl: `${call.base}/${name}` }),
    ...(wantsBody && result.body !== undefined && { resource: shaped(result.body, shapeOf(call)) }),
    response: {
      status: String(result.status),
      ...(name !== undefined &&
        result.version !== undefined &&
        isChange && { location: `${name}/_history/${result.version}` }),
      ...(result.version !== undefined && { etag: entityTag(result.version) }),
      ...(result.lastUpdated !== undefined && { lastModified: new Date(result.lastUpdated).toISOString() }),
      ...(outcome !== undefined && { outcome }),
    },
  };
}
