/** Lets a day pass in the demo hospital: charts in which a clock runs become a day older, people go home, others come. */
import { type InHouse, nextDay } from '@charthouse/demo-hospital';
import type { Resource } from '@charthouse/fhir-model';
import { sql } from '@charthouse/fhir-search';
import { failure } from '../command-line/stop.ts';
import type { Parts } from '../wire.ts';
import { hashOf, shifted } from './shift.ts';
import { demoState, manifestOf, stateCall } from './state.ts';
import { type Writing, writeCalls, writeGroups } from './write-batches.ts';

export interface Passing extends Omit<Writing, 'parts'> {
  readonly parts: Pick<Parts, 'door' | 'settings' | 'store'>;
  /** The local day now. */
  readonly today: string;
}

export interface Passed {
  readonly day: string;
  readonly left: number;
  /** Charts that became a day older; none when the calendar had gone on by itself. */
  readonly aged: number;
  readonly inHouse: number;
}

/** @throws CommandStop when there is no hospital */
export async function passDay({ today, ...writing }: Passing): Promise<Passed> {
  const { store } = writing.parts;
  const state = await demoState(store);
  if (!state?.isLoaded) throw failure('there is no demo hospital in this record; `charthouse demo` loads one.');
  const manifest = await manifestOf(store);
  const isBehind = (state.today ?? state.day) < today;
  const day = isBehind ? dayAfter(state.today ?? state.day) : today;
  const aged = isBehind
    ? []
    : await liveCharts(
        store,
        manifest.cases.flatMap(({ encounter }) => encounter ?? []),
      );
  if (aged.length > 0) await writeGroups(await agedGroups(store, aged), writing);
  const inHouse = await patientsInHouse(store);
  const { seed, size, day: first, daysPassed: number } = state;
  const { ended, patients, groups } = nextDay(
    { seed, size, day, first, number },
    inHouse.map(({ body: _, ...one }) => one),
  );
  const endings = inHouse.flatMap(({ id, body }) => {
    const end = ended.get(id);
    if (!end) return [];
    const encounter = JSON.parse(body);
    return {
      ...encounter,
      ...end,
      end: undefined,
      status: 'finished',
      period: { ...encounter.period, end: end.end },
    } as Resource;
  });
  await writeGroups([endings], writing);
  await writeGroups(patients, writing);
  await writeGroups(groups, writing);
  await writeCalls([stateCall({ ...state, today: day, daysPassed: number + 1 }, manifest)], writing);
  const now = await patientsInHouse(store);
  return { day, left: endings.length, aged: aged.length, inHouse: now.length };
}

const dayAfter = (date: string) => new Date(Date.parse(`${date}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);

type Store = Passing['parts']['store'];

async function patientsInHouse({ search, ids }: Store): Promise<(InHouse & { readonly body: string })[]> {
  const rows = await search<{ id: string; body: string }>(sql`
    select id, body from res where tid = ${ids.typeId('Encounter')}::int2 and op <> 'D' and id like 'demo-%' and body like '%"in-progress"%' order by id`);
  return rows.map(({ id, body }) => ({ id, body, admitted: Date.parse(JSON.parse(body).period.start) }));
}

/** Those in which something was planted, those in house, and those of the last days. */
async function liveCharts({ search, ids }: Store, planted: readonly string[]): Promise<string[]> {
  const since = new Date(Date.now() - 4 * 86_400_000).toISOString().slice(0, 10);
  const rows = await search<{ name: string }>(sql`
    select 'Encounter/' || id as name from res where tid = ${ids.typeId('Encounter')}::int2 and op <> 'D' and id like 'demo-%'
      and (body like '%"in-progress"%' or body::jsonb -> 'period' ->> 'end' >= ${since})`);
  return [...new Set([...planted, ...rows.map(({ name }) => name)])];
}

/** What the demo made of each chart, but what somebody signed: that stays as it was signed. Desks count anew what is due. */
async function agedGroups({ search, hash }: Store, charts: readonly string[]): Promise<Resource[][]> {
  const rows = await search<{ chart: string; body: string }>(sql`
    with chart as (select tk, min(name) as name from unnest(${charts.map(hash)}::int8[], ${charts}::text[]) c(tk, name) group by tk),
      own as (
        select c.name, r.rid, r.tk from chart c join res r using (tk) union
        select c.name, r.rid, r.tk from chart c join ref f on f.tk = c.tk join res r on r.rid = f.rid),
      further as (select o.name, r.rid, r.tk from own o join ref f on f.tk = o.tk join res r on r.rid = f.rid
        join resource_type t using (tid) where t.name in ('Binary', 'Provenance'))
    select distinct on (r.rid) a.name as chart, r.body from (table own union table further) a join res r using (rid) where r.op <> 'D' order by r.rid`);
  const found = rows.map(({ chart, body }) => ({ chart, resource: JSON.parse(body) as Resource }));
  const signed = new Set(found.flatMap(({ resource }) => (isSignature(resource) ? targetsOf(resource) : [])));
  const free = found.filter(
    ({ resource }) =>
      isOfDemo(resource) &&
      !signed.has(`${resource.resourceType}/${resource.id}`) &&
      !signed.has(`DocumentReference/${resource.id}`),
  );
  const contents = new Map(
    free.flatMap(({ resource }) =>
      resource.resourceType === 'Binary' ? [[String(resource.id), shifted(resource, -1)] as const] : [],
    ),
  );
  const groups = Map.groupBy(free, ({ chart }) => chart);
  return [...groups.values()].map((group) =>
    group.map(
      ({ resource }) =>
        contents.get(resource.resourceType === 'Binary' ? String(resource.id) : '') ??
        withHash(shifted(resource, -1), contents),
    ),
  );
}

const isOfDemo = ({ meta }: Resource) => JSON.stringify(meta ?? {}).includes('"HTEST"');

/** One that was made here, not by the demo. */
const isSignature = (resource: Resource) => resource.resourceType === 'Provenance' && !isOfDemo(resource);

const targetsOf = ({ target }: Resource) =>
  ((target ?? []) as { reference?: string }[]).flatMap(
    ({ reference }) => reference?.replace(/\/_history\/.*/, '') ?? [],
  );

function withHash(resource: Resource, contents: ReadonlyMap<string, Resource>): Resource {
  const content = resource.resourceType === 'DocumentReference' ? contents.get(String(resource.id)) : undefined;
  if (!content) return resource;
  const [{ attachment }] = resource.content as unknown as [{ attachment: object }];
  return { ...resource, content: [{ attachment: { ...attachment, hash: hashOf(String(content.data)) } }] } as Resource;
}
