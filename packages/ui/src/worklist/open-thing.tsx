/** The open task as its desk shows it, or plainly; below it why it is here and who did what. */
import { codingsOf } from '@charthouse/worklist';
import type { Task } from 'fhir/r4';
import { lazy, type ReactNode, Suspense, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useMounted } from './mounted-desk.ts';
import { TaskView } from './task-view.tsx';
import { TaskHistory, useWhy } from './why-here.tsx';

interface OpenThingProps {
  readonly task: Task;
  readonly links: ReactNode;
  readonly onMoved: (task: Task) => void;
  /** Moves that need a choice, such as whom to give it to. */
  readonly onAct: (move: string) => void;
}

export function OpenThing({ task, links, onMoved, onAct }: OpenThingProps) {
  const { t } = useTranslation();
  const why = useWhy();
  const mounted = useMounted();
  const code = String(codingsOf(task as never)[0]?.code ?? '');
  const load = mounted.map(({ things }) => things?.[code]).find((found) => found !== undefined);
  const Own = useMemo(() => load && lazy(load), [load]);
  return (
    <>
      {Own ? (
        <Suspense fallback={<p className="soft">{t('chart.loading')}</p>}>
          <Own task={task} onMoved={onMoved} />
        </Suspense>
      ) : (
        <TaskView task={task} links={links} onMoved={onMoved} onAct={onAct} />
      )}
      <section className="work-why">
        <h3>{t('work.whyHere')}</h3>
        <p>{why(task)}</p>
        <details>
          <summary>{t('work.history')}</summary>
          <TaskHistory task={task} />
        </details>
      </section>
    </>
  );
}
