/** What waits for the departments that a clinician works in: one of their people takes it, and answers for it from then on. */
import { displayName, FailureNote, matches, nameInUse, useFhir, useMe } from '@charthouse/ui';
import { Button } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import type { Bundle, Patient, PractitionerRole, Task } from 'fhir/r4';
import { deficiencyStates, taskSystem } from '../../rules/tasks/codes.ts';
import { useTypeWords } from '../words/deficiency-words.ts';
import { ChangeFailure } from '../work/change-failure.tsx';
import { typeOf } from '../work/task-facts.ts';
import { useNames } from '../work/use-names.ts';
import { useTaskChange } from '../work/use-task-change.ts';
import { useClinicianWords } from './use-inbox.ts';

export function DepartmentWork({ onTold }: { readonly onTold: (words: string) => void }) {
  const words = useClinicianWords();
  const typeWords = useTypeWords();
  const queries = useQueryClient();
  const { fhirUser, name } = useMe();
  const { tasks, patientOf, error } = useDepartmentWork(fhirUser);
  const nameOf = useNames(tasks.map(({ owner }) => owner));
  const change = useTaskChange();
  if (error) return <FailureNote error={error} />;
  if (tasks.length === 0) return <ChangeFailure error={change.error} />;
  const take = (task: Task) => {
    const taken: Partial<Task> = {
      ...{ status: 'in-progress', owner: { reference: fhirUser!, display: name } },
      businessStatus: { coding: [{ system: deficiencyStates, code: 'claimed' }] },
      executionPeriod: { start: new Date().toISOString() },
    };
    const onSuccess = () => {
      onTold(words.taken);
      void queries.invalidateQueries({ queryKey: ['pages'] });
    };
    change.mutate([{ task, change: taken }], { onSuccess });
  };
  return (
    <section aria-label={words.departments}>
      <h2 className="page-part">{words.departments}</h2>
      <p className="soft">{words.departmentsHint}</p>
      <ChangeFailure error={change.error} />
      <ul className="inbox-items">
        {tasks.map((task) => (
          <li key={task.id} className="inbox-taken">
            <span className="inbox-what">
              <strong>{typeWords(typeOf(task)) ?? task.description}</strong>
              <bdi>{patientOf(task) ?? '…'}</bdi>
              <span className="soft">{nameOf(task.owner)}</span>
            </span>
            <Button
              variant="default"
              loading={change.isPending}
              aria-label={`${words.take}: ${typeWords(typeOf(task)) ?? task.description}, ${patientOf(task) ?? ''}`}
              onClick={() => take(task)}
            >
              {words.take}
            </Button>
          </li>
        ))}
      </ul>
    </section>
  );
}

function useDepartmentWork(fhirUser: string | undefined) {
  const roles = useFhir<Bundle>(fhirUser && `PractitionerRole?practitioner=${fhirUser}&_count=50`);
  const departments = matches<PractitionerRole>(roles.data)
    .filter(({ active }) => active !== false)
    .flatMap(({ organization }) => organization?.reference ?? []);
  const owners = [...new Set(departments)].sort().join(',');
  const query = `code=${taskSystem}|deficiency&status=requested&_sort=authored-on&_count=100&_include=Task:patient`;
  const found = useFhir<Bundle>(owners ? `Task?owner=${owners}&${query}` : undefined);
  const people = new Map(
    (found.data?.entry ?? []).map(({ resource }) => [`${resource?.resourceType}/${resource?.id}`, resource as Patient]),
  );
  return {
    tasks: matches<Task>(found.data),
    patientOf: (task: Task) => displayName(nameInUse(people.get(task.for?.reference ?? '')?.name)),
    error: roles.error ?? found.error,
  };
}
