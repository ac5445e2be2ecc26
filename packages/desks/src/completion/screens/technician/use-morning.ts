/** The discharges of a day as `$discharges` counts them, and what is known of the charts that are missing. */
import { matches, named, useFhir } from '@charthouse/ui';
import type { Bundle, Encounter, FhirResource, Parameters, Patient, Task } from 'fhir/r4';
import { codeOf } from '../work/task-facts.ts';

export interface Morning {
  readonly date: string;
  readonly discharged: number;
  readonly received: number;
  readonly notExpected: number;
  /** Encounters without a chart, as `Encounter/id`. */
  readonly missing: readonly string[];
}

export interface MissingChart {
  readonly encounter: Encounter;
  readonly patient: Patient | undefined;
  /** Absent: the rules have not looked at it. */
  readonly task: Task | undefined;
}

/** @param date a local day of the hospital; absent: yesterday */
export function useMorning(date: string | undefined) {
  const found = useFhir<FhirResource>(date === undefined ? '$discharges' : `$discharges?date=${date}`);
  return { ...found, morning: found.data && readMorning(found.data as Parameters) };
}

function readMorning(answer: Parameters): Morning {
  const whole = (name: string) => named(answer, name)[0]?.valueInteger ?? 0;
  return {
    date: named(answer, 'date')[0]?.valueDate ?? '',
    discharged: whole('discharged'),
    received: whole('received'),
    notExpected: whole('not-expected'),
    missing: named(answer, 'missing').flatMap(({ valueReference }) => valueReference?.reference ?? []),
  };
}

export function useMissing(missing: readonly string[]) {
  const ids = missing.map((name) => name.slice('Encounter/'.length)).join(',');
  const charts = 'https://charthouse.dev/fhir/CodeSystem/task|chart';
  const some = missing.length > 0;
  const encounters = useFhir<Bundle>(some ? `Encounter?_id=${ids}&_include=Encounter:subject&_count=500` : undefined);
  const tasks = useFhir<Bundle>(some ? `Task?encounter=${missing.join(',')}&code=${charts}&_count=500` : undefined);
  const people = new Map(
    (encounters.data?.entry ?? []).map(({ resource }) => [
      `${resource?.resourceType}/${resource?.id}`,
      resource as Patient,
    ]),
  );
  const own = matches<Task>(tasks.data).filter(({ code }) => codeOf(code) === 'chart');
  const rows = matches<Encounter>(encounters.data).map((encounter) => ({
    encounter,
    patient: people.get(encounter.subject?.reference ?? 'none'),
    task: own.find((task) => task.encounter?.reference === `Encounter/${encounter.id}`),
  }));
  const end = ({ encounter }: MissingChart) => encounter.period?.end ?? '';
  return {
    rows: rows.sort((a, b) => end(a).localeCompare(end(b))),
    error: encounters.error ?? tasks.error,
    isPending: some && (encounters.isPending || tasks.isPending),
  };
}
