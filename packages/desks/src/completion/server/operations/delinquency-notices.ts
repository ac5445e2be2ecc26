/** The notices that are due now, and the ledger of those that were sent: level, channel, when, seen, copied to. */
import { inputOf, type Operation } from '@charthouse/fhir-api';
import { dueNow } from '../people/send-notices.ts';
import { settingsNow } from '../settings-in-record.ts';
import { answer, asRules, type Handler, parameters } from './asked.ts';

export const delinquencyNotices: Operation = {
  definition: {
    id: 'delinquency-notices',
    code: 'delinquency-notices',
    title: 'Notices of delinquency',
    description: 'What is due to whom by the clocks of the clinicians, and every notice that was sent.',
    parameter: [
      ...parameters('in', [['practitioner', 'string', 'Only of this one: Practitioner/id.']]),
      {
        ...{ name: 'due', use: 'out', min: 0, max: '*', documentation: 'A notice that can be sent now.' },
        part: parameters('out', [
          ['practitioner', 'Reference', 'To whom.'],
          ['level', 'integer', 'From 1.'],
          ['title', 'string', 'Of this level.'],
          ['channel', 'code', 'inbox or letter.'],
          ['days', 'integer', 'The most by which something is late.'],
          ['deficiency', 'Reference', 'What it is about.', '*'],
        ]),
      },
      {
        ...{ name: 'sent', use: 'out', min: 0, max: '*', documentation: 'A notice that was sent, the newest first.' },
        part: parameters('out', [
          ['notice', 'Reference', 'The Communication.'],
          ['practitioner', 'Reference', 'To whom.'],
          ['level', 'integer', 'From 1.'],
          ['title', 'string', 'Of this level.'],
          ['channel', 'code', 'inbox or letter.'],
          ['sent', 'dateTime', 'When.'],
          ['seen', 'dateTime', 'When; absent: not yet.'],
          ['copy', 'Reference', 'Who got a copy.', '*'],
          ['deficiency', 'Reference', 'What it is about.', '*'],
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
  const { due, sent, names } = await dueNow({ ...rules, settings, now: now() });
  const only = inputOf(call, 'practitioner');
  const isOf = ({ practitioner }: { practitioner: string }) => only === undefined || practitioner === only;
  const person = (reference: string) => ({
    name: 'practitioner',
    valueReference: { reference, ...(names.has(reference) && { display: names.get(reference)! }) },
  });
  const list = (name: string, references: readonly string[]) =>
    references.map((reference) => ({ name, valueReference: { reference } }));
  return answer([
    ...due.filter(isOf).map(({ practitioner, level, works, days }) => ({
      name: 'due',
      part: [
        person(practitioner),
        { name: 'level', valueInteger: level },
        { name: 'title', valueString: settings.notices.levels[level - 1]!.title },
        { name: 'channel', valueCode: settings.notices.levels[level - 1]!.channel },
        { name: 'days', valueInteger: days },
        ...list(
          'deficiency',
          works.map(({ task }) => task),
        ),
      ],
    })),
    ...sent.filter(isOf).map((one) => ({
      name: 'sent',
      part: [
        { name: 'notice', valueReference: { reference: `Communication/${one.id}` } },
        person(one.practitioner),
        { name: 'level', valueInteger: one.level },
        { name: 'title', valueString: one.title },
        { name: 'channel', valueCode: one.channel },
        { name: 'sent', valueDateTime: one.sentAt },
        ...(one.seen === undefined ? [] : [{ name: 'seen', valueDateTime: one.seen }]),
        ...list('copy', one.copies),
        ...list('deficiency', one.tasks),
      ],
    })),
  ]);
};
