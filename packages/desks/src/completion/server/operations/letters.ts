/** Letters and notices to print: one PDF in the hospital's words. */
import { type Call, inputOf, type Operation, parametersOf } from '@charthouse/fhir-api';
import { outcomes } from '@charthouse/fhir-model';
import { makePdf } from '@charthouse/paper';
import { zoneOf } from '@charthouse/rulebook';
import { hospitalOf } from '../people/hospital.ts';
import { letterPaper } from '../people/letter-paper.ts';
import { lettersOf, wantedOfDue, wantedOfNotice, wantedOfSuspension } from '../people/letters.ts';
import { storedNotices } from '../people/notice-resource.ts';
import { dueNow } from '../people/send-notices.ts';
import { storedSuspensions } from '../people/suspension-resource.ts';
import { settingsNow } from '../settings-in-record.ts';
import { asRules, binary, type Handler, languageOf, parameters } from './asked.ts';

export const letters: Operation = {
  definition: {
    id: 'completion-letters',
    code: 'completion-letters',
    title: 'Letters and notices to print',
    description:
      'One PDF with a page for each: notices that were sent, notices that are due (of a practitioner and level, or all), a suspension in its state. With `Accept: application/pdf` the PDF itself. It names no patient, and sends nothing.',
    parameter: [
      ...parameters('in', [
        ['notice', 'string', 'Id of a Communication that was sent.', '*'],
        ['suspension', 'string', 'Id of the Task of a suspension.', '*'],
        ['due', 'code', 'letter: all that are due by letter; all: by every channel.'],
        ['practitioner', 'string', 'Of those that are due only to this one: Practitioner/id.'],
        ['level', 'integer', 'Of those that are due only of this level.'],
        ['lang', 'code', 'en or es: words that are not the hospital’s own.'],
      ]),
      ...parameters('out', [['return', 'Binary', 'The PDF.']]),
    ],
  },
  levels: ['system'],
  affectsState: false,
  handle: (call, parts, inside) => handle(call, parts, inside),
};

const handle: Handler = async (call, { now }, inside) => {
  const asking = asRules(inside);
  const settings = await settingsNow(asking);
  const looking = { ...asking, settings, now: now() };
  const wanted = await wantedOf(call, looking);
  if (wanted.length === 0)
    throw outcomes.notFound('There is no letter to print: nothing of what was asked is due or was sent.');
  const hospital = await hospitalOf(looking);
  const printed = await lettersOf(wanted, looking, hospital);
  const today = zoneOf(settings.facilities[0].zone).dayOf(looking.now);
  return binary(
    'application/pdf',
    await makePdf(letterPaper(printed, { hospital, lang: languageOf(call), made: looking.now, today })),
  );
};

const dues = ['letter', 'all'];

async function wantedOf(call: Call, looking: Parameters<typeof dueNow>[0]) {
  const notices = allOf(call, 'notice');
  const ids = allOf(call, 'suspension');
  const due = inputOf(call, 'due');
  if (due !== undefined && !dues.includes(due))
    throw outcomes.badRequest(`due is "${due}"; letter or all can be asked for.`);
  if (notices.length + ids.length === 0 && due === undefined)
    throw outcomes.badRequest('Say which: notice, suspension or due.');
  const sent = notices.length > 0 ? await storedNotices(looking) : [];
  const suspensions = ids.length > 0 ? await storedSuspensions(looking) : [];
  const [noticesHere, suspensionsHere] = [
    notices.map((id) => sent.find((one) => one.id === id) ?? missing('notice', id)),
    ids.map((id) => suspensions.find(({ task }) => task.id === id) ?? missing('suspension', id)),
  ];
  return [
    ...noticesHere.map(wantedOfNotice),
    ...suspensionsHere.map(wantedOfSuspension),
    ...(due === undefined ? [] : wantedOfDue({ due: await chosenDue(call, due, looking) })),
  ];
}

async function chosenDue(call: Call, channel: string, looking: Parameters<typeof dueNow>[0]) {
  const [practitioner, level] = [inputOf(call, 'practitioner'), inputOf(call, 'level')];
  const { due } = await dueNow(looking);
  return due.filter(
    (one) =>
      (practitioner === undefined || one.practitioner === practitioner) &&
      (level === undefined || one.level === Number(level)) &&
      (channel === 'all' || looking.settings.notices.levels[one.level - 1]!.channel === channel),
  );
}

function missing(kind: string, id: string): never {
  throw outcomes.notFound(`There is no ${kind} ${id}: nothing was printed.`);
}

/** From the address, or from a Parameters resource. */
function allOf(call: Call, name: string): string[] {
  const inQuery = call.query.filter(([key]) => key === name).map(([, value]) => value);
  return inQuery.length > 0 ? inQuery : parametersOf(call.input, name).map(({ valueString }) => String(valueString));
}
