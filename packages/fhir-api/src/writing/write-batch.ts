/**
 * The one way into the record: many writes as one transaction, in phases (resolve, decide targets, lock, check, extract, write),
 * each a handful of set-based statements. https://hl7.org/fhir/R4/http.html#transaction
 */
import {
  type Change,
  type LockedRow,
  type RecordTransaction,
  type TransactionOptions,
  VersionRace,
} from '@charthouse/chart-store';
import { isObject, type Resource, unavailable, withLiterals } from '@charthouse/fhir-model';
import { houseKernel } from '@charthouse/worklist';
import type { ApiParts } from '../parts.ts';
import { nothingSaid } from '../permits/access-facts.ts';
import { refuseForeignContent } from '../permits/foreign-content.ts';
import { refuseForeignKeys } from '../permits/guarded-keys.ts';
import { refuseHeld, refuseUnlocking } from '../permits/guarded-labels.ts';
import { refuseMovingNotices } from '../permits/guarded-notices.ts';
import { requireWithinAfter, requireWithinBefore } from '../permits/require-within.ts';
import { type FactsAround, factsAround, passOn } from '../permits/surroundings.ts';
import type { WrittenVersion } from '../recording/recorder.ts';
import { keepWork } from '../work/keep-work.ts';
import { placeTasks } from '../work/place-tasks.ts';
import { changeIndexed } from './change-indexed.ts';
import { checkBatch } from './check.ts';
import { refuseUnusableSettings } from './desk-settings.ts';
import { Edits } from './edits.ts';
import { indexRows } from './index-rows.ts';
import { checkIntegrity, type KnownTargets, knownTargets } from './integrity.ts';
import { type Linked, linkResources } from './link.ts';
import { once } from './once.ts';
import { refuseMoves } from './refuse-moves.ts';
import { type Aimed, aim } from './targets.ts';
import { type Pending, pendingVersions } from './versions.ts';
import type { WriteBatch, WriteResult } from './write-call.ts';

/**
 * Writes all calls or none. Results are in the order of the calls. When it fails the resources are as they were sent; when it
 * succeeds they are as they were stored.
 * @throws OutcomeError of the first phase that finds a problem; nothing is written then
 */
export async function writeBatch(batch: WriteBatch, parts: ApiParts): Promise<WriteResult[]> {
  checkBatch(batch, parts);
  return writeChecked(batch, parts);
}

/** The same for a batch that `checkBatch` has let pass. */
export async function writeChecked(
  batch: WriteBatch,
  parts: ApiParts,
  options: TransactionOptions = {},
): Promise<WriteResult[]> {
  if (parts.outdated)
    throw unavailable(
      'A newer version of the program keeps this record now; this one only reads. Write to the newer one.',
    );
  const edits = new Edits();
  const { idempotencyKey } = batch;
  try {
    return await parts.store.transaction((tx) => {
      edits.undo();
      const work = () => writeIn(tx, batch, { parts, edits });
      return idempotencyKey === undefined ? work() : once({ ...batch, idempotencyKey }, tx, { parts, work });
    }, options);
  } catch (error) {
    edits.undo();
    throw error;
  }
}

interface Workshop {
  readonly parts: ApiParts;
  readonly edits: Edits;
}

async function writeIn(tx: RecordTransaction, batch: WriteBatch, { parts, edits }: Workshop): Promise<WriteResult[]> {
  const aimed = await aim(batch, tx, parts);
  const linking = { tx, parts, edits, base: batch.base };
  const sent = await linkResources(sentResources(aimed), aimed, linking);
  const { referentialIntegrity } = parts.settings;
  const [locked, targets] = await Promise.all([
    lock(aimed, tx),
    referentialIntegrity ? knownTargets(sent, aimed, tx) : noTargets,
  ]);
  const pending = aimed.map((one) => pendingVersions(one, locked, parts));
  const all = pending.flat();
  await requireWithinBefore(all, tx, parts);
  refuseMovingNotices(all);
  refuseForeignKeys(all);
  const { kernel = houseKernel, deskSettings = [] } = parts;
  refuseUnusableSettings(all, deskSettings);
  await placeTasks(all, { tx, kernel, edits });
  refuseMoves(all, kernel);
  refuseUnlocking(all);
  await refuseForeignContent(all, { tx, parts, base: batch.base });
  await refuseHeld(
    all.filter(({ op }) => op === 'delete').flatMap(({ previous }) => previous ?? []),
    tx,
  );
  const links = [...sent, ...(await linkResources(patchedResources(all), aimed, linking))];
  if (referentialIntegrity) await checkIntegrity(all, links, { tx, parts, targets });
  const changes = await changesOf(all, batch, { tx, parts, edits });
  const changed = await changeIndexed(all, tx, parts);
  await tx.write(changes, changed ? undefined : parts.indexVersion);
  await keepWork(changes, tx, parts.store.hash);
  await passOn(all, tx, parts);
  if (batch.record) tx.record(batch.record(writtenOf(pending, changes)));
  await requireWithinAfter(all, tx, parts);
  await batch.alongside?.(tx);
  const written = new Map(changes.map((change) => [`${change.type}/${change.id}`, change]));
  return aimed.map((one, i) => resultOf(one, pending[i] ?? [], { written, locked }));
}

/** Each change with the place of its call. */
function writtenOf(pending: readonly (readonly Pending[])[], changes: readonly Change[]): WrittenVersion[] {
  const places = pending.flatMap((versions, place) => versions.map(() => place));
  return changes.map((change, i) => ({ place: places[i] as number, change }));
}

const noTargets: KnownTargets = { asked: new Set(), missing: new Set() };

function sentResources(aimed: readonly Aimed[]): Linked[] {
  return aimed.flatMap(({ call, found }) => (call.resource && !found ? [{ call, resource: call.resource }] : []));
}

/** Known only once the patches have been applied to the locked rows. A change of labels touches no reference. */
function patchedResources(pending: readonly Pending[]): Linked[] {
  return pending.flatMap(({ call, resource }) =>
    call.patch && call.patch.format !== 'meta' && resource ? [{ call, resource }] : [],
  );
}

/**
 * Locks every row that exists or may; a fresh id of a create has none.
 * @throws VersionRace when a resource that criteria matched has changed meanwhile: the transaction runs again
 */
async function lock(aimed: readonly Aimed[], tx: RecordTransaction): Promise<Map<string, LockedRow>> {
  const keys = aimed.flatMap(({ call, ids, found }) =>
    call.kind === 'create' && !found
      ? []
      : ids.map((id) => ({ type: call.type, id, forDelete: call.kind === 'delete' })),
  );
  const locked = keys.length > 0 ? await tx.lockRows(keys) : new Map<string, LockedRow>();
  for (const { call, matched } of aimed)
    for (const { id, ver } of matched)
      if (locked.get(`${call.type}/${id}`)?.version !== ver) throw new VersionRace(`${call.type}/${id}`);
  return locked;
}

async function changesOf(
  pending: readonly Pending[],
  batch: WriteBatch,
  { tx, parts, edits }: Workshop & { readonly tx: RecordTransaction },
): Promise<Change[]> {
  const now = parts.now();
  const nowText = new Date(now).toISOString();
  const stamped = pending.map((version) => {
    const lastUpdated = Math.max(now, version.previous?.lastUpdated ?? 0);
    const { resource } = version;
    if (!resource) return { version, lastUpdated };
    const lastUpdatedText = lastUpdated === now ? nowText : new Date(lastUpdated).toISOString();
    const stamp = { versionId: String(version.version), lastUpdated: lastUpdatedText };
    edits.set(resource, 'id', version.id);
    edits.set(resource, 'meta', isObject(resource.meta) ? { ...stamp, ...resource.meta, ...stamp } : stamp);
    return { version, lastUpdated, index: indexRows(version, resource, parts) };
  });
  const there = stamped.flatMap(({ version: { resource } }) => resource ?? []);
  const facts = new Map((await factsAround(there, tx, { ...parts, now })).map((one, i) => [there[i], one]));
  const literals = [...batch.literals, ...pending.flatMap((version) => version.literals)];
  return withLiterals(literals, () =>
    stamped.map(({ version, lastUpdated, index: made }) => {
      const { patient, ...access }: FactsAround = facts.get(version.resource) ?? nothingSaid(version.type);
      const index = made && patient != null ? { ...made, patient } : made;
      return {
        type: version.type,
        id: version.id,
        op: version.op,
        version: version.version,
        lastUpdated,
        body: version.resource ? bodyOf(version.resource) : '',
        ...(index && { index }),
        access,
        ...(version.previous && { previous: version.previous }),
      };
    }),
  );
}

/** Identity first, then as it was sent. */
function bodyOf(resource: Resource): string {
  const { resourceType, id, meta } = resource;
  return JSON.stringify(Object.assign({ resourceType, id, meta }, resource));
}

interface Written {
  readonly written: ReadonlyMap<string, Change>;
  readonly locked: ReadonlyMap<string, LockedRow>;
}

function resultOf({ call, ids, found }: Aimed, pending: readonly Pending[], { written, locked }: Written): WriteResult {
  const [id] = ids;
  const row = id === undefined ? undefined : locked.get(`${call.type}/${id}`);
  const change = written.get(`${call.type}/${id}`);
  if (row && (found || (call.kind === 'patch' && !change)))
    return {
      status: 200,
      type: call.type,
      id: row.id,
      version: row.version,
      lastUpdated: row.lastUpdated,
      body: row.body,
    };
  if (call.kind === 'delete') {
    const only = pending.length === 1 ? pending[0] : undefined; // several have no version in common
    return {
      status: 204,
      type: call.type,
      ...(id && { id }),
      ...(only && { version: only.version }),
      deleted: pending.length,
    };
  }
  if (!change) throw new Error(`nothing was written for ${call.type}/${id}`);
  return {
    status: change.op === 'create' || change.op === 'put' ? 201 : 200,
    type: change.type,
    id: change.id,
    version: change.version,
    lastUpdated: change.lastUpdated,
    body: change.body,
  };
}
