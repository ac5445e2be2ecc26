/** Everything that the analysis of one chart looks at: the stay, its documents, its deficiencies, where it contradicts itself. */
import { matches, useFhir } from '@charthouse/ui';
import type { Bundle, DocumentReference, Encounter, Task } from 'fhir/r4';
import { codeOf, isOpen, urgentFirst } from '../work/task-facts.ts';

const system = 'https://charthouse.dev/fhir/CodeSystem/task';

export interface ChartSeen {
  readonly encounter: Encounter | undefined;
  /** The newest first. */
  readonly documents: readonly DocumentReference[];
  /** The most urgent first. */
  readonly open: readonly Task[];
  readonly ended: readonly Task[];
  readonly problems: readonly Task[];
  readonly isPending: boolean;
  readonly error: Error | null;
}

/** @param encounter `Encounter/id` */
export function useChart(encounter: string): ChartSeen {
  const stay = useFhir<Encounter>(encounter);
  const written = useFhir<Bundle>(`DocumentReference?encounter=${encounter}&_count=500`);
  const work = useFhir<Bundle>(
    `Task?encounter=${encounter}&code=${system}|deficiency,${system}|check-chart&_count=500`,
  );
  const tasks = matches<Task>(work.data);
  const of = (code: string) => tasks.filter((task) => codeOf(task.code) === code).sort(urgentFirst);
  const found = of('deficiency');
  return {
    encounter: stay.data,
    documents: matches<DocumentReference>(written.data).sort((a, b) => (b.date ?? '').localeCompare(a.date ?? '')),
    open: found.filter(isOpen),
    ended: found.filter((task) => !isOpen(task)),
    problems: of('check-chart').filter(isOpen),
    isPending: stay.isPending || written.isPending || work.isPending,
    error: stay.error ?? written.error ?? work.error,
  };
}
