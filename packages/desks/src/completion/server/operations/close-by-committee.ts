/** The committee closes what nobody can complete any more, many at once, with its minutes: not obtainable, and the lateness stays. */
import { inputOf, type Operation, parametersOf } from '@charthouse/fhir-api';
import { outcomes, type Resource } from '@charthouse/fhir-model';
import { codingsOf, objects } from '../../rules/reading/elements.ts';
import { deficiencyStates, openStates } from '../../rules/tasks/codes.ts';
import { base, searchEach } from '../ask.ts';
import { type Actor, changed, noteOf } from '../people/suspension-resource.ts';
import { answer, asCaller, type Handler, parameters } from './asked.ts';

export const closeByCommittee: Operation = {
  definition: {
    id: 'close-by-committee',
    code: 'close-by-committee',
    title: 'Close deficiencies by the committee',
    description:
      'Deficiencies that cannot be completed any more become not obtainable, with the minutes in which it was decided. Due date and lateness stay as they are.',
    parameter: [
      ...parameters('in', [
        ['task', 'string', 'Ids of deficiencies.', '*'],
        ['minutes', 'string', 'Where the decision is written: date and number of the minutes.'],
        ['reason', 'string', 'Why they cannot be completed.'],
      ]),
      ...parameters('out', [['closed', 'Reference', 'Each.', '*']]),
    ],
  },
  levels: ['system'],
  affectsState: true,
  handle: (call, parts, inside) => handle(call, parts, inside),
};

/** `Task.output` of what the committee closed. */
const closure = 'committee-closure';
const outputs = 'https://charthouse.dev/fhir/CodeSystem/work-item-output';

const handle: Handler = async (call, { now }, inside) => {
  const [minutes, reason] = ['minutes', 'reason'].map((name) => inputOf(call, name)?.trim()) as [string?, string?];
  const ids = parametersOf(call.input, 'task').map(({ valueString }) => String(valueString));
  if (ids.length === 0) throw outcomes.badRequest('Say which: one parameter task for each deficiency.');
  if (!minutes || !reason)
    throw outcomes.badRequest('Say where it was decided, and why: the parameters minutes and reason.');
  const asking = asCaller(inside);
  const tasks = await searchEach(asking, 'Task', ['_id', ids]);
  const absent = ids.filter((id) => !tasks.some((task) => task.id === id));
  if (absent.length > 0) throw outcomes.notFound(`There is no task ${absent.join(', ')}: nothing was closed.`);
  const unfit = tasks.filter((task) => !isCloseable(task));
  if (unfit.length > 0)
    throw outcomes.unprocessable(
      `The committee closes open deficiencies, and those that were found not obtainable: ${unfit.map(({ id }) => id).join(', ')} is none. Nothing was closed.`,
    );
  const { name, fhirUser } = inside.principal;
  const by: Actor = { name, ...(fhirUser !== undefined && { reference: fhirUser }) };
  const at = new Date(now()).toISOString();
  const calls = tasks.map((task) =>
    changed(task, {
      status: 'failed',
      statusReason: { text: reason },
      businessStatus: { coding: [{ system: deficiencyStates, code: 'not-obtainable' }] },
      output: [
        ...objects(task.output),
        { type: { coding: [{ system: outputs, code: closure }] }, valueString: minutes },
      ],
      note: [...objects(task.note), noteOf(`closed by the committee, ${minutes}: ${reason}`, { at, by })],
    }),
  );
  await asking.door.writeAll({ calls, literals: [], base }, asking.principal);
  return answer(tasks.map(({ id }) => ({ name: 'closed', valueReference: { reference: `Task/${id}` } })));
};

function isCloseable(task: Resource): boolean {
  const isDeficiency = codingsOf(task.code).some(({ code }) => code === 'deficiency');
  const isClosed = objects(task.output).some(({ type }) => codingsOf(type).some(({ code }) => code === closure));
  return isDeficiency && !isClosed && (openStates.has(String(task.status)) || task.status === 'failed');
}
