/** What a row of a worklist shows. */
import { codingsOf, type Worklist, type WorklistColumn } from '@charthouse/worklist';
import type { FhirResource, Patient, Task } from 'fhir/r4';
import type { TFunction } from 'i18next';
import type { ReactNode } from 'react';
import { displayConcept, displayReference } from '../fhir/concepts.ts';
import { displayTime } from '../fhir/dates.ts';
import { displayName, nameInUse } from '../fhir/names.ts';
import type { Column } from '../rows/row-list.tsx';
import { clockOf, hour, lengthOf } from './clock.ts';

interface Around {
  readonly t: TFunction;
  readonly locale: string;
  readonly included: ReadonlyMap<string, FhirResource>;
  readonly now: number;
  readonly ages: Worklist['ages'];
  /** What a kind of task is called. */
  readonly kind: (code: string) => string | undefined;
  readonly why: (task: Task) => string;
}

interface Shown {
  readonly width: string;
  readonly isExtra?: boolean;
  readonly cell: (task: Task, around: Around) => ReactNode;
}

const shown: Readonly<Record<WorklistColumn, Shown>> = {
  patient: { width: 'minmax(0, 1.2fr)', cell: patientOf },
  what: {
    width: 'minmax(0, 1.6fr)',
    cell: ({ description, code }, { kind }) =>
      description ?? kind(String(codingsOf({ code } as never)[0]?.code)) ?? displayConcept(code),
  },
  'asked-by': { width: 'minmax(0, 1fr)', isExtra: true, cell: ({ requester }) => displayReference(requester) ?? '–' },
  since: { width: '6rem', isExtra: true, cell: sinceOf },
  due: { width: '6rem', cell: dueOf },
  owner: { width: '7rem', isExtra: true, cell: ({ owner }, { t }) => displayReference(owner) ?? t('work.nobody') },
  status: {
    width: '5.5rem',
    isExtra: true,
    cell: ({ status }, { t }) => t(`work.${status}` as 'work.requested', { defaultValue: status }),
  },
  priority: {
    width: '5.5rem',
    isExtra: true,
    cell: ({ priority = 'routine' }, { t }) => t(`work.is-${priority}` as 'work.is-stat', { defaultValue: priority }),
  },
  reason: { width: 'minmax(0, 1fr)', isExtra: true, cell: ({ statusReason }) => displayConcept(statusReason) ?? '–' },
};

/** What can be chosen. */
export const allColumns = Object.keys(shown) as readonly WorklistColumn[];

/** The columns of a list; the last says on every row why it is here. */
export function columnsOf(ids: readonly WorklistColumn[], around: Around): Column<Task>[] {
  const { t, why } = around;
  const own = ids.map((id) => {
    const { width, isExtra = false, cell } = shown[id];
    return { id, title: t(`work.${id}`), width, isExtra, cell: (task: Task) => cell(task, around) };
  });
  const reason = (task: Task) => (
    <abbr className="work-row-why" title={why(task)}>
      {t('work.whyShort')}
    </abbr>
  );
  return [...own, { id: 'why', title: t('work.whyShort'), width: '3rem', isExtra: true, cell: reason }];
}

function patientOf({ for: about }: Task, { included, t }: Around): ReactNode {
  const patient = included.get(about?.reference ?? '') as Patient | undefined;
  if (!about) return '–';
  return <bdi>{displayName(nameInUse(patient?.name)) ?? displayReference(about) ?? t('patient.noName')}</bdi>;
}

/** Ink, then amber within a day, then red: with words, never colour alone. */
function dueOf({ restriction }: Task, { t, locale, now }: Around): ReactNode {
  const end = restriction?.period?.end;
  if (!end) return '–';
  const { span, words } = clockOf(end, now, t);
  return (
    <span className={span} title={displayTime(end, locale)}>
      {words}
    </span>
  );
}

/** How long it waits; amber and red as the list says, where nothing is due. */
function sinceOf({ authoredOn, restriction }: Task, { t, locale, now, ages }: Around): ReactNode {
  if (!authoredOn) return '–';
  const age = Math.max(now - Date.parse(authoredOn), 0);
  const isAgeing = ages !== undefined && !restriction?.period?.end;
  const isRed = isAgeing && age > ages.red * hour;
  const isAmber = isAgeing && age > ages.amber * hour;
  const words = lengthOf(age, t);
  return (
    <span className={isRed ? 'time-past' : isAmber ? 'time-soon' : ''} title={displayTime(authoredOn, locale)}>
      {isRed ? t('work.old', { time: words }) : isAmber ? t('work.ageing', { time: words }) : words}
    </span>
  );
}
