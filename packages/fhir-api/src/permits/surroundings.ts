/**
 * Access facts with what a resource has from its encounter, its patient and its document: read in the transaction that writes it,
 * and made again in the transaction that changes those. docs/access.md
 */
import type { AccessFacts, RecordTransaction } from '@charthouse/chart-store';
import type { RecordState, Resource } from '@charthouse/fhir-model';
import { sql } from '@charthouse/fhir-search';
import type { ApiParts } from '../parts.ts';
import type { Pending } from '../writing/versions.ts';
import { accessFacts, type Circumstances, type Inherited } from './access-facts.ts';
import { bequestOf, ownLabels, type Parents, parentsOf } from './heirs.ts';

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
  const known = others.length > 0 ? await parentsAt(others, { tx, hash }) : new Map<string, Parent>();
  const facts = new Map<number, FactsAround>();
  const order = resources
    .map((resource, i) => ({ resource, i }))
    .sort((a, b) => rankOf(a.resource) - rankOf(b.resource));
  for (const { resource, i } of order) {
    const { context, patient } = parents[i]!;
    const made = accessFacts(resource, around, inheritedBy(parents[i]!, known));
    const document = context === undefined ? undefined : known.get(context);
    facts.set(i, document ? { ...made, patient: document.pt } : made);
    const pt = patient === undefined ? null : hash(patient);
    if (parentTypes.has(resource.resourceType)) known.set(nameOf(resource), parentFrom(resource, made, pt));
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

async function parentsAt(
  names: readonly string[],
  {
    tx,
    hash,
  }: { readonly tx: Pick<RecordTransaction, 'query' | 'lockKeysShared'>; readonly hash: (text: string) => bigint },
): Promise<Map<string, Parent>> {
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

/** One of few locks, so that a large transaction does not need many. */
function turnstile(key: bigint): bigint {
  return 0x6c6162656c73n * 64n + (key & 63n);
}

function inheritedBy(
  { encounters, patient = '', context = '' }: Parents,
  known: ReadonlyMap<string, Parent>,
): Inherited {
  const visits = encounters.flatMap((one) => known.get(one) ?? []);
  const [person, document] = [known.get(patient), known.get(context)];
  const kept = [...visits, ...(person ? [person] : [])].flatMap(({ states }) =>
    states.filter((one) => one !== 'draft'),
  );
  const facilities = [...visits, ...(document ? [document] : [])].flatMap(({ facility }) => facility ?? []);
  const given = visits.flatMap(({ meta }) => ownLabels({ resourceType: 'Encounter', ...(meta && { meta }) }));
  return {
    facility: facilities[0],
    states: [...kept, ...(document?.states ?? [])],
    labels: [...given, ...(document?.labels ?? [])],
    birthDate: person?.birth ?? undefined,
  };
}

/** What others inherit from these has changed: they are made again before anybody sees either. */
export async function passOn(changes: readonly Pending[], tx: RecordTransaction, parts: ApiParts): Promise<void> {
  const changed = changes.filter(passesOnOther);
  if (changed.length === 0) return;
  const targets = changed.map(({ type, id }) => parts.store.hash(`${type}/${id}`));
  await tx.lockKeys(targets.map(turnstile));
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
  await tx.reclassify(targets, making);
}

/** Of what is new nothing can depend yet, unless references may be dangling. */
function passesOnOther({ previous, resource }: Pending): boolean {
  if (!resource || !previous || previous.op === 'delete') return false;
  const after = bequestOf(resource);
  return after !== undefined && after !== bequestOf(JSON.parse(previous.body) as Resource);
}
