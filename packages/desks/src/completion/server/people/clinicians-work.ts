/** What is past due and whose: deficiencies of clinicians with their clocks, leave, and who cannot be asked any more. */
import type { JsonObject, Resource } from '@charthouse/fhir-model';
import { type Zone, zoneOf } from '@charthouse/rulebook';
import type { Span } from '../../rules/clocks.ts';
import type { ClinicianWork } from '../../rules/people/clinician-clock.ts';
import { ownershipOf, theirTurn } from '../../rules/people/ownership.ts';
import { codingsOf, nameOf, objects, referenceOf, timeOf } from '../../rules/reading/elements.ts';
import { readPeople } from '../../rules/reading/read-people.ts';
import type { CompletionSettings } from '../../settings.ts';
import { type Asking, historyOf, searchAll, searchEach } from '../ask.ts';
import { disputedOf } from './charts-in-order.ts';

export interface Looking extends Asking {
  readonly settings: CompletionSettings;
  /** Milliseconds since 1970. */
  readonly now: number;
}

export interface CliniciansWork {
  readonly works: readonly ClinicianWork[];
  /** Practitioners who left or died. */
  readonly gone: ReadonlySet<string>;
  /** Reference -> name in use. */
  readonly names: ReadonlyMap<string, string>;
}

const code = 'https://charthouse.dev/fhir/CodeSystem/task|deficiency';
const dayLength = 86_400_000;
const atOnce = 20;

/** @throws OutcomeError */
export async function cliniciansWork(looking: Looking): Promise<CliniciansWork> {
  const { settings, now } = looking;
  const zone = zoneOf(settings.facilities[0].zone);
  const early = Math.min(0, ...settings.notices.levels.map(({ afterDays }) => afterDays));
  const latest = now - early * dayLength;
  const tasks = (
    await searchAll(looking, 'Task', [
      ['code', code],
      ['status', [...theirTurn].join(',')],
    ])
  ).filter((task) => {
    const due = dueOf(task, zone); // of what has none nobody is late: R4 has no search parameter for it
    return due !== undefined && due <= latest && referenceOf(task.owner)?.startsWith('Practitioner/');
  });
  const ids = tasks.map((task) => idOf(task.encounter, 'Encounter'));
  const people = tasks.map((task) => idOf(task.owner, 'Practitioner'));
  const [encounters, persons, disputed] = await Promise.all([
    searchEach(looking, 'Encounter', ['_id', ids]),
    readPersons(people, looking),
    disputedOf(
      tasks.flatMap((task) => referenceOf(task.encounter) ?? []),
      looking,
    ),
  ]);
  const stays = new Map(encounters.map((one) => [nameOf(one), one]));
  const works: ClinicianWork[] = [];
  for (let i = 0; i < tasks.length; i += atOnce)
    works.push(
      ...(await Promise.all(
        tasks.slice(i, i + atOnce).map(async (task): Promise<ClinicianWork> => {
          const encounter = referenceOf(task.encounter) ?? '';
          const stay = stays.get(encounter);
          const discharged = stay?.status === 'finished' ? timeOf(objects(stay.period)[0]?.end, zone) : undefined;
          const { given, pauses } = ownershipOf(await versionsOf(task, looking));
          const owner = referenceOf(task.owner)!;
          const isFirst = settings.ageing === 'discharge' && discharged !== undefined && owner === fellTo(task);
          return {
            ...{ task: nameOf(task), encounter, owner, type: codingsOf(task.reasonCode)[0]?.code ?? '' },
            due: dueOf(task, zone)!,
            given: isFirst ? Math.min(given, discharged) : given,
            pauses: [...pauses, ...(persons.leave.get(owner) ?? [])],
            ...(discharged !== undefined && { discharged }),
            ...(disputed.has(encounter) && { isDisputed: true as const }),
          };
        }),
      )),
    );
  return { works, gone: persons.gone, names: persons.names };
}

/** A task of one version has no history to read. */
async function versionsOf(task: Resource, asking: Asking): Promise<readonly JsonObject[]> {
  const [meta] = objects(task.meta);
  return meta?.versionId === '1' ? [task] : await historyOf(asking, 'Task', String(task.id));
}

const dueOf = ({ restriction }: Resource, zone: Zone) => timeOf(objects(objects(restriction)[0]?.period)[0]?.end, zone);

function fellTo({ input }: Resource): string | undefined {
  return referenceOf(objects(input).find(({ type }) => codingsOf(type)[0]?.code === 'fell-to')?.valueReference);
}

const idOf = (value: JsonObject[string] | undefined, type: string) => (referenceOf(value) ?? '').slice(type.length + 1);

/** By the ids of practitioners. @throws OutcomeError */
export async function readPersons(ids: readonly string[], { settings, now, ...asking }: Looking) {
  const zone = zoneOf(settings.facilities[0].zone);
  const known = ids.filter((id) => id !== '');
  const [practitioners, roles] = await Promise.all([
    searchEach(asking, 'Practitioner', ['_id', known]),
    searchEach(asking, 'PractitionerRole', ['practitioner', known.map((id) => `Practitioner/${id}`)]),
  ]);
  const { gone } = readPeople(practitioners, roles, zone.dayOf(now));
  const leave = new Map<string, Span[]>();
  for (const role of roles) {
    const person = referenceOf(role.practitioner) ?? '';
    const spans = objects(role.notAvailable).flatMap(({ during }): Span[] => {
      const [period] = objects(during);
      const [from, to] = [timeOf(period?.start, zone), timeOf(period?.end, zone)];
      return from === undefined ? [] : [{ from, ...(to !== undefined && { to }) }];
    });
    leave.set(person, [...(leave.get(person) ?? []), ...spans]);
  }
  const names = new Map(practitioners.map((one) => [nameOf(one), personName(one)]));
  return { gone: new Set(gone.keys()), leave, names };
}

export function personName(one: Resource): string {
  const [name] = objects(one.name);
  if (typeof name?.text === 'string') return name.text;
  const parts = [name?.given, name?.family, name?.suffix].flat().filter((part) => typeof part === 'string');
  return parts.join(' ') || nameOf(one);
}
