/** Changes a task unless somebody else was quicker, and reads anew what shows it: https://hl7.org/fhir/R4/http.html#concurrency */
import { FhirFailure, useFhirClient } from '@charthouse/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { Task } from 'fhir/r4';

export interface TaskChange {
  readonly task: Task;
  /** What differs; `undefined` takes an element away. */
  readonly change: Partial<Task>;
}

export function useReread(): () => Promise<void> {
  const queries = useQueryClient();
  return () =>
    queries.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] === 'fhir' || queryKey[0] === 'work' });
}

export function useTaskChange(onChanged: (task: Task) => void = () => {}) {
  const client = useFhirClient();
  const reread = useReread();
  return useMutation({
    mutationFn: async (changes: readonly TaskChange[]): Promise<Task[]> => {
      const made: Task[] = [];
      for (const { task, change } of changes) {
        const body = { ...task, lastModified: new Date().toISOString(), ...change };
        const headers = { 'if-match': `W/"${task.meta?.versionId}"` };
        made.push(await (await client.send({ method: 'PUT', path: `Task/${task.id}`, body, headers })).json());
      }
      return made;
    },
    onSuccess: (made) => made.forEach(onChanged),
    onSettled: reread,
  });
}

export const isStale = (error: Error | null) => error instanceof FhirFailure && error.status === 412;
