/** What of a person's own tasks is due next, with its clock, for the home. */
import type { Task } from 'fhir/r4';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { usePages } from '../data/use-pages.ts';
import { columnsOf } from './columns.tsx';
import { useKernel } from './kernel-context.ts';
import { useMe } from './me.ts';
import { pageQuery } from './queries.ts';

interface DueNextProps {
  /** Around each: the way to it. */
  readonly link: (task: Task, shown: ReactNode) => ReactNode;
}

const own = 'mine/tasks';
const shownTasks = 5;

export function DueNext({ link }: DueNextProps) {
  const { t, i18n } = useTranslation();
  const me = useMe();
  const list = useKernel().lists.find(({ id }) => id === own);
  const pages = usePages<Task>(list && pageQuery(list, me));
  const around = { t, locale: i18n.language, included: pages.included, now: Date.now() };
  const columns = columnsOf(['patient', 'what', 'due'], around);
  const end = (task: Task) => task.restriction?.period?.end ?? '9999';
  const next = pages.rows.toSorted((a, b) => end(a).localeCompare(end(b))).slice(0, shownTasks);
  return (
    <section aria-labelledby="due-next">
      <h2 className="page-part" id="due-next">
        {t('numbers.dueTitle')}
      </h2>
      {next.length === 0 && !pages.isPending && <p className="soft">{t('numbers.dueNone')}</p>}
      <ul className="home-due">
        {next.map((task) => (
          <li key={task.id}>
            {link(
              task,
              columns.map(({ id, cell }) => <span key={id}>{cell(task)}</span>),
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
