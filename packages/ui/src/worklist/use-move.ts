/** Makes a move of a task, unless somebody else was quicker: https://hl7.org/fhir/R4/http.html#concurrency */
import type { Move } from '@charthouse/worklist';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { Task } from 'fhir/r4';
import { useFhirClient } from '../data/fhir-context.ts';
import { FhirFailure } from '../data/fhir-failure.ts';
import { referenceTo, useMe } from './me.ts';

interface Made {
  readonly move: Move;
  /** What was typed, for moves that ask for words. */
  readonly words: string;
}

export function useMove(task: Task, onMoved: (task: Task) => void) {
  const client = useFhirClient();
  const queries = useQueryClient();
  const me = useMe();
  return useMutation({
    mutationFn: async ({ move, words }: Made): Promise<Task> => {
      const body = moved(task, { move, words }, referenceTo(me));
      const headers = { 'if-match': `W/"${task.meta?.versionId}"` };
      const answer = await client.send({ method: 'PUT', path: `Task/${task.id}`, body, headers });
      return answer.json();
    },
    onSuccess: onMoved,
    onSettled: () => queries.invalidateQueries({ predicate: ({ queryKey }) => String(queryKey[1]).startsWith('Task') }),
  });
}

export const isStale = (error: Error | null) => error instanceof FhirFailure && error.status === 412;

function moved(task: Task, { move, words }: Made, me: Task['owner']): Task {
  const next: Task = { ...task, status: move.to ?? task.status, lastModified: new Date().toISOString() };
  for (const element of move.clears ?? []) delete next[element];
  if (move.given?.includes('owner')) next.owner = me;
  if (move.given?.includes('statusReason')) next.statusReason = { text: words };
  else delete next.statusReason;
  if (move.given?.includes('output')) next.output = [{ type: { text: 'finding' }, valueString: words }];
  return next;
}
