/**
 * Access facts with what a resource has from its encounter, its patient and its document: read in the transaction that writes it,
 * and made again in the transaction that changes those. docs/access.md
 */
import type { AccessFacts, RecordTransaction } from '@charthouse/chart-store';
import type { RecordState, Resource } from '@charthouse/fhir-model';
import { byAddress, sql } from '@charthouse/fhir-search';
import type { ApiParts } from '../parts.ts';
import type { Pending } from '../writing/versions.ts';
import { accessFacts, type Circumstances, type Inherited } from './access-facts.ts';
import { bequestOf, contentNames, ownLabels, type Parents, parentsOf } from './heirs.ts';

type Around = Circumstances & { readonly store: Pick<ApiParts['store'], 'hash'> };

/** With the patient of a Binary, which it has from its document. */
export type FactsAround = AccessFacts & { readonly patient?: bigint | null };

interface Parent {
  readonly pt: bigint | null;
  readonly facility: string | null;
  readonly states: RecordState[];
  readonly labels: string[];
  /** `meta` of what has a class. */
  readonly meta: Resource['meta'] | null;
  readonly birth: string | null;
}

/** Of resources as they are now, in their order; they may belong to each other. Nobody changes what they inherit until the transaction ends. */
export async function factsAround(
  resources: readonly Resource[],
  tx: Pick<RecordTransaction, 'query' | 'lockKeysShared'>,
  around: Around,
): Promise<FactsAround[]> {
  const { hash } = around.store;
  const own = new Set(resources.map(nameOf));
  const parents = resources.map(parentsOf);
  const all = parents.flatMap(({ encounters, patient, context }) =>
    [...encounters, patient ?? [], context ?? []].flat(),
  );
  const others = [...new Set(all)].filter((name) => !own.has(name));
  const binaries = resources.filter(({ resourceType }) => resourceType === 'Binary').map(nameOf);
  const [known, naming] = await Promise.all([
    others.length > 0 ? parentsAt(others, { tx, hash }) : new Map<string, Parent>(),
    binaries.length > 0 ? documentsNaming(binaries, { tx, hash }) : [],
  ]);
  const facts = new Map<number, FactsAround>();
  const order = resources
    .map((resource, i) => ({ resource, i }))
    .sort((a, b) => rankOf(a.resource) - rankOf(b.resource));
  for (const { resource, i } of order) {
    const { context, patient } = parents[i]!;
    const documents = [
      ...[known.get(context ?? '') ?? []].flat(),
      ...naming.flatMap((one) => (one.of === nameOf(resource) ? (known.get(one.name) ?? one) : [])),
    ];
    const made = accessFacts(resource, around, inheritedBy(parents[i]!, { known, documents }));
    const [first] = documents;
    // named by documents of several patients it is nobody's
    const pt = context !== undefined || documents.every((one) => one.pt === first?.pt) ? (first?.pt ?? null) : null;
    facts.set(i, first ? { ...made, patient: pt } : made);
    if (parentTypes.has(resource.resourceType))
      known.set(nameOf(resource), parentFrom(resource, made, patient === undefined ? null : hash(patient)));
  }
  return resources.map((_, i) => facts.get(i)!);
}

/** What others inherit from comes before them. */
const ranks: Readonly<Record<string, number>> = { Patient: 0, Encounter: 1, Binary: 3 };
const rankOf = ({ resourceType }: Resource) => ranks[resourceType] ?? 2;
const parentTypes: ReadonlySet<string> = new Set(['Patient', 'Encounter', 'DocumentReference']);
const nameOf = ({ resourceType, id }: Resource) => `${resourceType}/${id}`;

function parentFrom(resource: Resource, { class: own }: AccessFacts, pt: bigint | null): Parent {
  const { labels = [], states = [], facility = null } = own ?? {};
  const { meta = null, birthDate } = resource;
  const birth = typeof birthDate === 'string' ? birthDate : null;
  return { pt, facility, states: [...states], labels: [...labels], meta, birth };
}

interface Looking {
  readonly tx: Pick<RecordTransaction, 'query' | 'lockKeysShared'>;
  readonly hash: (text: string) => bigint;
}

async function parentsAt(names: readonly string[], { tx, hash }: Looking): Promise<Map<string, Parent>> {
  const byKey = new Map(names.map((name) => [hash(name), name]));
  const keys = [...byKey.keys()];
  const [, rows] = await Promise.all([
    tx.lockKeysShared(keys.map(turnstile)),
    tx.query<Parent & { tk: bigint }>(sql`
      select r.tk, r.pt, k.facility, k.states, k.labels, case when r.vis <> 0 then r.body::jsonb -> 'meta' end as meta,
        case when r.pt = r.tk then substring(r.body from '"birthDate":"([0-9-]+)"') end as birth
      from res r join access_class k on k.vis = r.vis where r.tk = any(${keys}::int8[]) and r.op <> 'D'`),
  ]);
  return new Map(rows.map(({ tk, ...row }) => [byKey.get(tk)!, row]));
}

/** A document that names a Binary by the address of its content. */
type Naming = Parent & { readonly of: string; readonly name: string };

async function documentsNaming(binaries: readonly string[], { tx, hash }: Looking): Promise<Naming[]> {
  const byKey = new Map(binaries.map((name) => [hash(name), name]));
  const keys = [...byKey.keys()];
  const [, rows] = await Promise.all([
    tx.lockKeysShared(keys.map(turnstile)),
    tx.query<Parent & { key: bigint; id: string }>(sql`
      select f.tk as key, r.id, r.pt, k.facility, k.states, k.labels, null as meta, null as birth
      from ref f join res r on r.rid = f.rid join access_class k on k.vis = r.vis
      where f.tk = any(${keys}::int8[]) and f.p = ${byAddress} and r.op <> 'D' order by r.id`),
  ]);
  return rows.map(({ key, id, ...row }) => ({ ...row, of: byKey.get(key)!, name: `DocumentReference/${id}` }));
}

/** One of few locks, so that a large transaction does not need many. */
function turnstile(key: bigint): bigint {
  return 0x6c6162656c73n * 64n + (key & 63n);
}

function inheritedBy(
  { encounters, patient = '' }: Parents,
  { known, documents }: { readonly known: ReadonlyMap<string, Parent>; readonly documents: readonly Parent[] },
): Inherited {
  const visits = encounters.flatMap((one) => known.get(one) ?? []);
  const person = known.get(patient);
  const kept = [...visits, ...(person ? [person] : [])].flatMap(({ states }) =>
    states.filter((one) => one !== 'draft'),
  );
  const facilities = [...visits, ...documents].flatMap(({ facility }) => facility ?? []);
  const given = visits.flatMap(({ meta }) => ownLabels({ resourceType: 'Encounter', ...(meta && { meta }) }));
  return {
    facility: facilities[0],
    states: [...kept, ...documents.flatMap(({ states }) => states)],
    labels: [...given, ...documents.flatMap(({ labels }) => labels)],
    birthDate: person?.birth ?? undefined,
  };
}

/** What others inherit from these has changed: they are made again before anybody sees either. */
export async function passOn(changes: readonly Pending[], tx: RecordTransaction, parts: ApiParts): Promise<void> {
  const { hash } = parts.store;
  const targets = changes.filter(passesOnOther).map(({ type, id }) => hash(`${type}/${id}`));
  const contents = changes.flatMap(({ resource }) => (resource ? contentNames(resource).map(hash) : []));
  if (targets.length + contents.length === 0) return;
  await tx.lockKeys([...targets, ...contents].map(turnstile));
  const around = { ...parts, now: parts.now() };
  const making = {
    version: parts.indexVersion,
    extract: (body: string) => parts.search.extract(JSON.parse(body)),
    access: (bodies: readonly string[]) =>
      factsAround(
        bodies.map((body) => JSON.parse(body) as Resource),
        tx,
        around,
      ),
  };
  await tx.reclassify({ targets, contents }, making);
}

/** Of what is new nothing can depend yet, unless references may be dangling. */
function passesOnOther({ previous, resource }: Pending): boolean {
  if (!resource || !previous || previous.op === 'delete') return false;
  const after = bequestOf(resource);
  return after !== undefined && after !== bequestOf(JSON.parse(previous.body) as Resource);
}
