/** A technician has looked at a chart: the rules run, and the chart is complete or incomplete, by whom and when. */
import type { Operation } from '@charthouse/fhir-api';
import { outcomes } from '@charthouse/fhir-model';
import { codingsOf } from '../../rules/reading/elements.ts';
import { stateOf } from '../../rules/tasks/chart-task.ts';
import { openStates } from '../../rules/tasks/codes.ts';
import { readOne, searchAll } from '../ask.ts';
import { settingsNow } from '../settings-in-record.ts';
import { settleEncounters } from '../settle.ts';
import { answer, asCaller, asRules, type Handler, parameters } from './asked.ts';

export const analyse: Operation = {
  definition: {
    id: 'analyse',
    code: 'analyse',
    title: 'Analyse a chart',
    description: 'Runs the deficiency rules over the chart of an encounter and says that somebody has looked at it.',
    parameter: parameters('out', [
      ['state', 'code', 'Of the chart.'],
      ['open', 'integer', 'Deficiencies that are still to be completed.'],
      ['deficiency', 'Reference', 'Each of them.', '*'],
    ]),
  },
  levels: ['instance'],
  types: ['Encounter'],
  affectsState: true,
  handle: (call, parts, inside) => handle(call, parts, inside),
};

const handle: Handler = async (call, { now }, inside) => {
  const id = call.id as string;
  if (!(await readOne(asCaller(inside), 'Encounter', id))) throw outcomes.notFound(`Encounter/${id} is not known.`);
  const rules = asRules(inside);
  const { name, fhirUser } = inside.principal;
  const by = { name, ...(fhirUser !== undefined && { reference: fhirUser }) };
  await settleEncounters([id], { ...rules, settings: await settingsNow(rules), now: now(), analysed: by });
  const tasks = await searchAll(asCaller(inside), 'Task', [['encounter', `Encounter/${id}`]]);
  const isOf = (code: string) => tasks.filter((task) => codingsOf(task.code)[0]?.code === code);
  const open = isOf('deficiency').filter((task) => openStates.has(String(task.status)));
  const state = isOf('chart').flatMap((task) => stateOf(task) ?? [])[0];
  return answer([
    ...(state === undefined ? [] : [{ name: 'state', valueCode: state }]),
    { name: 'open', valueInteger: open.length },
    ...open.map((task) => ({ name: 'deficiency', valueReference: { reference: `Task/${task.id}` } })),
  ]);
};
