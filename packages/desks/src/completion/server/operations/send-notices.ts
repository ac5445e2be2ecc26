/** Sends the notices that are due, to some or to all; what is due is counted anew just before. */
import { type Operation, parametersOf } from '@charthouse/fhir-api';
import { sendNotices } from '../people/send-notices.ts';
import { settingsNow } from '../settings-in-record.ts';
import { answer, asCaller, asRules, type Handler, parameters } from './asked.ts';

export const sendNoticesNow: Operation = {
  definition: {
    id: 'send-notices',
    code: 'send-notices',
    title: 'Send notices of delinquency',
    description:
      'Writes every notice that is due as a Communication. Nobody is told twice, or of what is done meanwhile.',
    parameter: [
      ...parameters('in', [['practitioner', 'string', 'Only to these: Practitioner/id. Absent: to all.', '*']]),
      ...parameters('out', [['notice', 'Reference', 'Each that was sent.', '*']]),
    ],
  },
  levels: ['system'],
  affectsState: true,
  handle: (call, parts, inside) => handle(call, parts, inside),
};

const handle: Handler = async (call, { now }, inside) => {
  const rules = asRules(inside);
  const { principal } = asCaller(inside);
  const practitioners = parametersOf(call.input, 'practitioner').map(({ valueString }) => String(valueString));
  const ids = await sendNotices(
    { ...rules, settings: await settingsNow(rules), now: now() },
    {
      ...(practitioners.length > 0 && { practitioners }),
      ...(principal.fhirUser !== undefined && { sender: principal.fhirUser }),
      writer: principal,
    },
  );
  return answer(ids.map((id) => ({ name: 'notice', valueReference: { reference: `Communication/${id}` } })));
};
