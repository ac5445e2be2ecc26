/** Where somebody stands in the organisation, by what the record says of them: whom they act as, where they work, whose charts are their own. */
import type { ChartStore } from '@charthouse/chart-store';
import { isObject, type JsonValue, type Resource } from '@charthouse/fhir-model';
import { sql } from '@charthouse/fhir-search';

export interface Standing {
  /** References that they act as besides the one they are. */
  readonly actors: readonly string[];
  /** References to the organisations of their roles; none: nothing is said of it. */
  readonly facilities: readonly string[];
  /** Ids of patients: themselves, and those whose relatives they are. */
  readonly ownCharts: readonly string[];
}

type Store = Pick<ChartStore, 'ids' | 'hash' | 'search' | 'readMany'>;

/** The parameters by which the record tells of somebody. */
const telling = [
  ['PractitionerRole', 'practitioner'],
  ['Person', 'link'],
  ['Person', 'practitioner'],
  ['Person', 'patient'],
  ['Person', 'relatedperson'],
  ['CareTeam', 'participant'],
] as const;

/** Of a Practitioner, PractitionerRole, Person, Patient or RelatedPerson. `now`: milliseconds since 1970. */
export async function standingOf(store: Store, fhirUser: string, now: number): Promise<Standing> {
  const self = await selvesOf(store, fhirUser);
  const told = await tellingOf(store, self);
  const roles = told.filter((one) => one.resourceType === 'PractitionerRole' && isNow(one, now));
  const teams = told.filter((one) => one.resourceType === 'CareTeam' && one.status === 'active');
  const organizations = roles.flatMap(({ organization }) => referenceOf(organization));
  const people = told.filter(({ resourceType, active }) => resourceType === 'Person' && active !== false);
  const linked = [...self, ...people.flatMap(linksOf)];
  return {
    actors: [
      ...new Set([
        ...self.filter((one) => one !== fhirUser),
        ...roles.map(nameOf),
        ...organizations,
        ...roles.flatMap(({ healthcareService }) => list(healthcareService).flatMap(referenceOf)),
        ...teams.map(nameOf),
      ]),
    ],
    facilities: await withParts(store, organizations),
    ownCharts: await chartsOf(store, linked, now),
  };
}

/** Somebody known as a role or a person is also the practitioner of it. */
async function selvesOf(store: Store, fhirUser: string): Promise<string[]> {
  if (!/^(PractitionerRole|Person)\//.test(fhirUser)) return [fhirUser];
  const [own] = await resourcesAt(store, [fhirUser]);
  if (!own) return [fhirUser];
  const others = own.resourceType === 'Person' ? linksOf(own) : referenceOf(own.practitioner);
  return [fhirUser, ...others.filter((one) => /^Practitioner(Role)?\//.test(one))];
}

/** Care teams of single patients stand in the rows of care relationships. */
async function tellingOf({ ids, hash, search }: Store, self: readonly string[]): Promise<Resource[]> {
  const parameters = telling.map(([type, code]) => ids.parameterId(type, code));
  const team = ids.typeId('CareTeam');
  const rows = await search<{ body: string }>(sql`
    select distinct r.rid, r.body from ref f join res r on r.rid = f.rid
    where f.tk = any(${self.map(hash)}::int8[]) and f.p = any(${parameters}::int4[]) and r.op <> 'D' and (r.tid <> ${team}::int2 or r.pt is null)`);
  return rows.map(({ body }) => JSON.parse(body) as Resource);
}

/** The organisations and all that are parts of them. */
async function withParts({ ids, hash, search }: Store, organizations: readonly string[]): Promise<string[]> {
  if (organizations.length === 0) return [];
  const partOf = ids.parameterId('Organization', 'partof');
  const rows = await search<{ id: string }>(sql`
    with recursive whole as (
      select tk from unnest(${organizations.map(hash)}::int8[]) o(tk)
      union select r.tk from whole w join ref f on f.tk = w.tk and f.p = ${partOf}::int4 join res r on r.rid = f.rid where r.op <> 'D')
    select r.id from whole w join res r on r.tk = w.tk`);
  return [...new Set([...organizations, ...rows.map(({ id }) => `Organization/${id}`)])];
}

/** Ids of the patients that somebody is, or is a relative of. */
async function chartsOf(store: Store, linked: readonly string[], now: number): Promise<string[]> {
  const relatives = await resourcesAt(
    store,
    linked.filter((one) => one.startsWith('RelatedPerson/')),
  );
  const theirs = relatives.filter((one) => isNow(one, now)).flatMap(({ patient }) => referenceOf(patient));
  const patients = [...linked, ...theirs].filter((one) => one.startsWith('Patient/'));
  return [...new Set(patients)].map((one) => one.slice('Patient/'.length));
}

async function resourcesAt(store: Store, names: readonly string[]): Promise<Resource[]> {
  if (names.length === 0) return [];
  const keys = names.map((name) => ({ type: name.split('/')[0]!, id: name.split('/')[1]! }));
  const found = await store.readMany(keys);
  return [...found.values()].filter(({ op }) => op !== 'delete').map(({ body }) => JSON.parse(body) as Resource);
}

function linksOf({ link }: Resource): string[] {
  return list(link).flatMap((one) => (isObject(one) ? referenceOf(one.target) : []));
}

function referenceOf(value: JsonValue | undefined): string[] {
  return isObject(value) && typeof value.reference === 'string' ? [value.reference] : [];
}

function list(value: JsonValue | undefined): readonly JsonValue[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? value : [value];
}

function nameOf({ resourceType, id }: Resource): string {
  return `${resourceType}/${id}`;
}

/** Active, and of this time; a day ends with it. */
function isNow({ active, period }: Resource, now: number): boolean {
  const { start, end } = isObject(period) ? period : {};
  const from = typeof start === 'string' ? Date.parse(start) : Number.NEGATIVE_INFINITY;
  const to = typeof end === 'string' ? Date.parse(end) + (end.length <= 10 ? 86_400_000 : 0) : Number.POSITIVE_INFINITY;
  return active !== false && !(from > now) && !(to < now);
}
