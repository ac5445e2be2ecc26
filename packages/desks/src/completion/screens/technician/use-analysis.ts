/** What a technician does with a whole chart: analysed, received, reopened. */
import { useFhirClient, useMe } from '@charthouse/ui';
import { useMutation } from '@tanstack/react-query';
import type { Task } from 'fhir/r4';
import { type ChartState, stateOf } from '../../rules/tasks/chart-task.ts';
import { chartChange } from '../work/chart-change.ts';
import { useReread, useTaskChange } from '../work/use-task-change.ts';

export interface Analysis {
  readonly state: ChartState | undefined;
  /** Whether it can be said that somebody has looked at it. */
  readonly may: boolean;
  readonly analyse: () => void;
  readonly move: (to: ChartState, why?: string) => void;
  readonly isPending: boolean;
  readonly error: Error | null;
}

const analysable: ReadonlySet<ChartState | undefined> = new Set<ChartState>([
  ...(['received', 'incomplete', 'awaiting-re-analysis', 'reopened'] as const),
]);

export function useAnalysis(task: Task, onMoved: (task: Task) => void): Analysis {
  const client = useFhirClient();
  const me = useMe();
  const reread = useReread();
  const change = useTaskChange(onMoved);
  const state = stateOf(task as never);
  const run = useMutation({
    mutationFn: async () => {
      const path = `${task.encounter?.reference}/$analyse`;
      const body = { resourceType: 'Parameters' };
      await client.send({ method: 'POST', path, body });
      return await client.read<Task>(`Task/${task.id}`);
    },
    onSuccess: onMoved,
    onSettled: reread,
  });
  return {
    state,
    may: analysable.has(state) && !run.isPending,
    analyse: () => run.mutate(),
    move: (to, why) =>
      change.mutate([{ task, change: chartChange(task, to, { me, ...(why !== undefined && { why }) }) }]),
    isPending: run.isPending || change.isPending,
    error: run.error ?? change.error,
  };
}
