/** Takes moves back: each task is again as it was before, unless somebody has changed it since, or the move was final. */
import { outcomes, parseJson, type Resource } from '@charthouse/fhir-model';
import type { Call, Result } from '../call.ts';
import type { Inside } from '../interactions/index.ts';
import type { ApiParts } from '../parts.ts';
import { writeEach } from '../work/write-each.ts';
import { type Operation, parametersOf } from './operation.ts';
import { answerOf, namedOf } from './worklist-move.ts';

export const worklistUndo: Operation = {
  definition: {
    id: 'worklist-undo',
    code: 'worklist-undo',
    title: 'Take moves of tasks back',
    description: 'Makes of each task a new version that is as the one before. What was changed since stays as it is.',
    parameter: [
      {
        ...{ name: 'task', use: 'in', min: 1, max: '500', type: 'string' },
        documentation: 'Id and version, `id/version`, as $worklist-move answered.',
      },
      { name: 'moved', use: 'out', min: 1, max: '1', type: 'integer', documentation: 'How many.' },
    ],
  },
  levels: ['type'],
  types: ['Task'],
  affectsState: true,
  handle,
};

async function handle(call: Call, parts: ApiParts, inside: Inside): Promise<Result> {
  const named = parametersOf(call.input, 'task').map(({ valueString }) => namedOf(String(valueString)));
  if (named.length === 0 || named.some(({ version }) => version === undefined))
    throw outcomes.badRequest('Name each task with the version that is to be taken back: `id/version`.');
  const around = { parts, inside, base: call.base, isUndo: true };
  const result = await writeEach(named, around, async (task, version) => {
    const before = version > 1 ? await parts.store.vread('Task', String(task.id), version - 1) : undefined;
    return before && before.body !== '' ? (parseJson(before.body).value as Resource) : 'no-move';
  });
  return answerOf(result, undefined);
}
