/** What a row of a worklist shows. */
import type { WorklistColumn } from '@charthouse/worklist';
import type { FhirResource, Patient, Task } from 'fhir/r4';
import type { TFunction } from 'i18next';
import type { ReactNode } from 'react';
import { displayConcept, displayReference } from '../fhir/concepts.ts';
import { displayTime } from '../fhir/dates.ts';
import { displayName, nameInUse } from '../fhir/names.ts';
import type { Column } from '../rows/row-list.tsx';

interface Around {
  readonly t: TFunction;
  readonly locale: string;
  readonly included: ReadonlyMap<string, FhirResource>;
  readonly now: number;
}

interface Shown {
  readonly width: string;
  readonly isExtra?: boolean;
  readonly cell: (task: Task, around: Around) => ReactNode;
}

const shown: Readonly<Record<WorklistColumn, Shown>> = {
  patient: { width: 'minmax(0, 1.2fr)', cell: patientOf },
  what: { width: 'minmax(0, 1.6fr)', cell: ({ description, code }) => description ?? displayConcept(code) },
  'asked-by': { width: 'minmax(0, 1fr)', isExtra: true, cell: ({ requester }) => displayReference(requester) ?? '–' },
  due: { width: '6rem', cell: dueOf },
  owner: { width: '7rem', isExtra: true, cell: ({ owner }, { t }) => displayReference(owner) ?? t('work.nobody') },
  since: { width: '7rem', isExtra: true, cell: ({ authoredOn }, { locale }) => displayTime(authoredOn ?? '', locale) },
  priority: { width: '5rem', isExtra: true, cell: ({ priority }) => priority ?? 'routine' },
  reason: { width: 'minmax(0, 1fr)', isExtra: true, cell: ({ statusReason }) => displayConcept(statusReason) ?? '–' },
  status: {
    width: '5.5rem',
    isExtra: true,
    cell: ({ status }, { t }) => t(`work.${status}`, { defaultValue: status }),
  },
};

export function columnsOf(ids: readonly WorklistColumn[], around: Around): Column<Task>[] {
  return ids.map((id) => {
    const { width, isExtra = false, cell } = shown[id];
    return { id, title: around.t(`work.${id}`), width, isExtra, cell: (task: Task) => cell(task, around) };
  });
}

function patientOf({ for: about }: Task, { included, t }: Around): ReactNode {
  const patient = included.get(about?.reference ?? '') as Patient | undefined;
  return <bdi>{displayName(nameInUse(patient?.name)) ?? displayReference(about) ?? t('patient.noName')}</bdi>;
}

/** Ink, then amber within a day, then red: with words, never colour alone. */
function dueOf({ restriction }: Task, { t, locale, now }: Around): ReactNode {
  const end = restriction?.period?.end;
  if (!end) return '–';
  const left = Date.parse(end) - now;
  const span = left < 0 ? 'time-past' : left < day ? 'time-soon' : '';
  const words = left < 0 ? t('work.late', { time: lengthOf(-left, t) }) : t('work.left', { time: lengthOf(left, t) });
  return (
    <span className={span} title={displayTime(end, locale)}>
      {words}
    </span>
  );
}

const hour = 3_600_000;
const day = 24 * hour;

function lengthOf(span: number, t: TFunction): string {
  return span < day
    ? t('work.hours', { count: Math.ceil(span / hour) })
    : t('work.days', { count: Math.floor(span / day) });
}
