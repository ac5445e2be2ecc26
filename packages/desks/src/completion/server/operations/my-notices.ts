/** The notices to whoever asks, who has then seen them, and their suspension if there is one. */
import type { Operation } from '@charthouse/fhir-api';
import { outcomes } from '@charthouse/fhir-model';
import { base, readOne } from '../ask.ts';
import { isOpen } from '../people/move-suspension.ts';
import { storedNotices } from '../people/notice-resource.ts';
import { changed, storedSuspensions } from '../people/suspension-resource.ts';
import { answer, asRules, type Handler, parameters } from './asked.ts';

export const myNotices: Operation = {
  definition: {
    id: 'my-notices',
    code: 'my-notices',
    title: 'Notices to me',
    description: 'The notices to the practitioner of this account, the newest first; from then on they are seen.',
    parameter: [
      {
        ...{ name: 'notice', use: 'out', min: 0, max: '*', documentation: 'A notice.' },
        part: parameters('out', [
          ['level', 'integer', 'From 1.'],
          ['title', 'string', 'Of the notice.'],
          ['text', 'string', 'What it says.'],
          ['sent', 'dateTime', 'When.'],
          ['deficiency', 'Reference', 'What it is about.', '*'],
        ]),
      },
      ...parameters('out', [['suspension', 'code', 'State of a suspension: proposed, approved or effective.']]),
    ],
  },
  levels: ['system'],
  affectsState: true,
  handle: (call, parts, inside) => handle(call, parts, inside),
};

const handle: Handler = async (_, { now }, inside) => {
  const who = inside.principal.fhirUser;
  if (who === undefined) throw outcomes.forbidden('Notices go to practitioners: this account names none.');
  const rules = asRules(inside);
  const [notices, suspensions] = await Promise.all([storedNotices(rules, who), storedSuspensions(rules)]);
  const at = new Date(now()).toISOString();
  for (const { id } of notices.filter(({ seen }) => seen === undefined)) {
    const stored = await readOne(rules, 'Communication', id);
    if (stored)
      await rules.door.writeAll({ calls: [changed(stored, { received: at })], literals: [], base }, rules.principal);
  }
  const [own] = suspensions.filter((one) => one.practitioner === who && isOpen(one));
  return answer([
    ...notices.map(({ level, title, text, sentAt, tasks }) => ({
      name: 'notice',
      part: [
        { name: 'level', valueInteger: level },
        { name: 'title', valueString: title },
        { name: 'text', valueString: text },
        { name: 'sent', valueDateTime: sentAt },
        ...tasks.map((reference) => ({ name: 'deficiency', valueReference: { reference } })),
      ],
    })),
    ...(own ? [{ name: 'suspension', valueCode: own.state }] : []),
  ]);
};
