/** What of a person's own tasks is due next, with its clock, for the home. */
import type { Task } from 'fhir/r4';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { usePages } from '../data/use-pages.ts';
import { columnsOf } from './columns.tsx';
import { useDeskWords } from './kernel-context.ts';

interface DueNextProps {
  /** Around each: the way to it. */
  readonly link: (task: Task, shown: ReactNode) => ReactNode;
}

const own = 'mine/tasks';
const shownTasks = 5;

export function DueNext({ link }: DueNextProps) {
  const { t, i18n } = useTranslation();
  const { kind } = useDeskWords();
  const pages = usePages<Task>(`Task/$worklist?list=${own}&_sort=due&_count=${shownTasks}`);
  const around = {
    t,
    locale: i18n.language,
    included: pages.included,
    now: Date.now(),
    ages: undefined,
    kind,
    why: () => '',
  };
  const columns = columnsOf(['patient', 'what', 'due'], around).filter(({ id }) => id !== 'why');
  const next = pages.rows.slice(0, shownTasks);
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
