/** Who could be suspended and why, every suspension with its state, and days of the year for reappointment. */
import { inputOf, type Operation } from '@charthouse/fhir-api';
import { outcomes } from '@charthouse/fhir-model';
import { zoneOf } from '@charthouse/rulebook';
import { groundsOf, suspendedDays } from '../../rules/people/suspensions.ts';
import { objects, referenceOf } from '../../rules/reading/elements.ts';
import { readPersons } from '../people/clinicians-work.ts';
import { isOpen } from '../people/move-suspension.ts';
import { dueNow } from '../people/send-notices.ts';
import { type Suspension, storedSuspensions } from '../people/suspension-resource.ts';
import { settingsNow } from '../settings-in-record.ts';
import { answer, asRules, type Handler, parameters } from './asked.ts';

export const suspensions: Operation = {
  definition: {
    id: 'suspensions',
    code: 'suspensions',
    title: 'Suspensions for incomplete records',
    description:
      'Who could be proposed, what is proposed, approved and effective, and what was. The effective ones are the daily list for admitting and the operating rooms: no patient is named.',
    parameter: [
      ...parameters('in', [['year', 'integer', 'Whose days are counted; absent: this year.']]),
      ...parameters('out', [['exempt', 'string', 'What a suspended clinician may still do.']]),
      {
        ...{ name: 'candidate', use: 'out', min: 0, max: '*', documentation: 'Who could be proposed.' },
        part: parameters('out', [
          ['practitioner', 'Reference', 'Who.'],
          ['days', 'integer', 'The most by which something is late.'],
          ['deficiency', 'Reference', 'What is late.', '*'],
        ]),
      },
      {
        ...{ name: 'suspension', use: 'out', min: 0, max: '*', documentation: 'A suspension, the newest first.' },
        part: parameters('out', [
          ['task', 'Reference', 'The Task.'],
          ['practitioner', 'Reference', 'Who.'],
          ['state', 'code', 'proposed, approved, effective, lifted, refused or withdrawn.'],
          ['proposed', 'dateTime', 'When.'],
          ['from', 'dateTime', 'When it takes or took effect.'],
          ['to', 'dateTime', 'When it was lifted.'],
          ['last', 'string', 'The last act: who, what and why.'],
          ['daysInYear', 'integer', 'On which this practitioner was suspended.'],
          ['deficiency', 'Reference', 'What it is for.', '*'],
        ]),
      },
    ],
  },
  levels: ['system'],
  affectsState: false,
  handle: (call, parts, inside) => handle(call, parts, inside),
};

const handle: Handler = async (call, { now }, inside) => {
  const rules = asRules(inside);
  const settings = await settingsNow(rules);
  const at = now();
  const looking = { ...rules, settings, now: at };
  const zone = zoneOf(settings.facilities[0].zone);
  const year = inputOf(call, 'year') ?? zone.dayOf(at).slice(0, 4);
  if (!/^\d{4}$/.test(year)) throw outcomes.badRequest(`year is "${year}"; a year such as 2026 is expected.`);
  const [{ works, sent, gone, names }, all] = await Promise.all([dueNow(looking), storedSuspensions(rules)]);
  const people = await readPersons(
    all.map(({ practitioner }) => practitioner.slice('Practitioner/'.length)),
    looking,
  );
  const busy = new Set(all.filter(isOpen).map(({ practitioner }) => practitioner));
  const { suspension, delinquentAfterDays } = settings;
  const grounds = groundsOf(works, sent, { suspension, delinquentAfterDays, zone, now: at, gone });
  const person = (reference: string) => {
    const display = names.get(reference) ?? people.names.get(reference);
    return { name: 'practitioner', valueReference: { reference, ...(display !== undefined && { display }) } };
  };
  const daysOf = (practitioner: string) =>
    suspendedDays(
      all.filter((one) => one.practitioner === practitioner).flatMap(({ span }) => span ?? []),
      Number(year),
      { zone, now: at },
    );
  return answer([
    { name: 'exempt', valueString: suspension.exempt },
    ...grounds
      .filter(({ practitioner }) => !busy.has(practitioner))
      .map((one) => ({
        name: 'candidate',
        part: [
          person(one.practitioner),
          { name: 'days', valueInteger: one.days },
          ...deficiencies(one.works.map(({ task }) => task)),
        ],
      })),
    ...all.map((one) => ({
      name: 'suspension',
      part: [
        { name: 'task', valueReference: { reference: `Task/${one.task.id}` } },
        person(one.practitioner),
        ...partsOf(one),
        { name: 'daysInYear', valueInteger: daysOf(one.practitioner) },
        ...deficiencies(one.grounds),
      ],
    })),
  ]);
};

const deficiencies = (tasks: readonly string[]) =>
  tasks.map((reference) => ({ name: 'deficiency', valueReference: { reference } }));

const iso = (time: number) => new Date(time).toISOString();

function partsOf({ task, state, from, span }: Suspension) {
  const last = objects(task.note).at(-1);
  const who = last?.authorString ?? objects(last?.authorReference)[0]?.display ?? referenceOf(last?.authorReference);
  const begin = span?.from ?? from;
  return [
    { name: 'state', valueCode: state },
    { name: 'proposed', valueDateTime: String(task.authoredOn) },
    ...(begin === undefined ? [] : [{ name: 'from', valueDateTime: iso(begin) }]),
    ...(span?.to === undefined ? [] : [{ name: 'to', valueDateTime: iso(span.to) }]),
    ...(last ? [{ name: 'last', valueString: `${String(last.text)} (${String(who ?? '')})` }] : []),
  ];
}
