/** Which letters are printed: those that are due, those that were sent, and those about a suspension in its state. */
import { outcomes, type Resource } from '@charthouse/fhir-model';
import { zoneOf } from '@charthouse/rulebook';
import { deficiencyType } from '../../rules/deficiency-types.ts';
import { daysBetween } from '../../rules/people/clinician-clock.ts';
import { codingsOf, nameOf, objects, timeOf } from '../../rules/reading/elements.ts';
import type { LetterState } from '../../settings.ts';
import { searchEach } from '../ask.ts';
import { type Looking, personName } from './clinicians-work.ts';
import { addressLines, type Hospital } from './hospital.ts';
import type { PrintedLetter } from './letter-paper.ts';
import { filled, type StoredNotice } from './notice-resource.ts';
import type { DueNow } from './send-notices.ts';
import type { Suspension } from './suspension-resource.ts';

type Wanted = { readonly practitioner: string; readonly tasks: readonly string[] } & (
  | { readonly level: number }
  | { readonly notice: StoredNotice }
  | { readonly suspension: Suspension }
);

export const wantedOfDue = ({ due }: Pick<DueNow, 'due'>): Wanted[] =>
  due.map(({ practitioner, level, works }) => ({ practitioner, level, tasks: works.map(({ task }) => task) }));

export const wantedOfNotice = (notice: StoredNotice): Wanted => ({
  ...{ notice, practitioner: notice.practitioner, tasks: notice.tasks },
});

export const wantedOfSuspension = (suspension: Suspension): Wanted => ({
  ...{ suspension, practitioner: suspension.practitioner, tasks: suspension.grounds },
});

/** @throws OutcomeError 422 for a suspension about which no letter is written */
export async function lettersOf(
  wanted: readonly Wanted[],
  looking: Looking,
  hospital: Hospital,
): Promise<PrintedLetter[]> {
  const idsOf = (names: readonly string[]) => names.map((name) => name.slice(name.indexOf('/') + 1));
  const [people, tasks] = await Promise.all([
    searchEach(looking, 'Practitioner', ['_id', idsOf(wanted.map(({ practitioner }) => practitioner))]),
    searchEach(looking, 'Task', ['_id', idsOf(wanted.flatMap((one) => one.tasks))]),
  ]);
  const [person, task] = [people, tasks].map((list) => new Map(list.map((one) => [nameOf(one), one])));
  return wanted.map((one) => {
    const whom = person!.get(one.practitioner);
    const own = one.tasks.flatMap((name) => task!.get(name) ?? []);
    return letterOf(one, { whom, own, hospital, looking });
  });
}

interface Around {
  readonly whom: Resource | undefined;
  readonly own: readonly Resource[];
  readonly hospital: Hospital;
  readonly looking: Looking;
}

function letterOf(one: Wanted, { whom, own, hospital, looking }: Around): PrintedLetter {
  const { settings, now } = looking;
  const zone = zoneOf(settings.facilities[0].zone);
  const name = whom ? personName(whom) : one.practitioner;
  const about = own.map((task) => aboutOf(task, looking)).sort((a, b) => b[2] - a[2]);
  const dayOf = (time: number | undefined) => (time === undefined ? '' : zone.dayOf(time));
  const today = zone.dayOf(now);
  const to = [name, ...addressLines(whom?.address)];
  if ('notice' in one) {
    const { title, text, sent } = one.notice;
    return { title, text, to, date: dayOf(sent), about };
  }
  const words = {
    ...{ name, hospital: hospital.name, date: today, exempt: settings.suspension.exempt },
    ...{ count: String(one.tasks.length), days: String(Math.max(0, ...about.map(([, , days]) => days))) },
  };
  if ('level' in one) {
    const { title, text } = settings.notices.levels[one.level - 1]!;
    return { title, text: filled(text, words), to, date: today, about };
  }
  const { state, from, span } = one.suspension;
  if (!Object.hasOwn(settings.letters, state))
    throw outcomes.unprocessable(`No letter is written about a suspension that is ${state}.`);
  const { title, text } = settings.letters[state as LetterState];
  const dates = { from: dayOf(span?.from ?? from), to: dayOf(span?.to) };
  return { title, text: filled(text, { ...words, ...dates }), to, date: today, about: state === 'lifted' ? [] : about };
}

function aboutOf(task: Resource, { settings, now }: Looking): PrintedLetter['about'][number] {
  const zone = zoneOf(settings.facilities[0].zone);
  const code = codingsOf(task.reasonCode)[0]?.code ?? '';
  const due = timeOf(objects(objects(task.restriction)[0]?.period)[0]?.end, zone);
  const what = deficiencyType(code)?.display ?? String(task.description ?? code);
  if (due === undefined) return [what, '', 0];
  return [what, zone.dayOf(due), Math.max(0, daysBetween(zone.dayOf(due), zone.dayOf(now)))];
}
