/** A worklist: its rows, and beside them the task that is open. */
import type { Worklist } from '@charthouse/worklist';
import type { Task } from 'fhir/r4';
import { type ReactNode, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { ThingPane } from '../chart/thing-pane.tsx';
import { useFhir } from '../data/fhir-context.ts';
import { usePages } from '../data/use-pages.ts';
import { RowList } from '../rows/row-list.tsx';
import { columnsOf } from './columns.tsx';
import { useDeskWords } from './kernel-context.ts';
import { useMe } from './me.ts';
import { pageQuery } from './queries.ts';
import { TaskView } from './task-view.tsx';
import '../chart/chart.css';

interface WorklistViewProps {
  readonly list: Worklist;
  /** The id of the open task. */
  readonly at: string | undefined;
  readonly onOpen: (id: string | undefined) => void;
  /** What a task leads to, such as the chart it is about. */
  readonly links: (task: Task) => ReactNode;
}

export function WorklistView({ list, at, onOpen, links }: WorklistViewProps) {
  const { t, i18n } = useTranslation();
  const me = useMe();
  const words = useDeskWords();
  const pages = usePages<Task>(pageQuery(list, me));
  const { included } = pages;
  const columns = useMemo(
    () => columnsOf(list.columns, { t, locale: i18n.language, included, now: Date.now() }),
    [list, t, i18n.language, included],
  );
  const open = useFhir<Task>(at === undefined ? undefined : `Task/${at}`);
  return (
    <div className="chart-section" data-open={at !== undefined}>
      <RowList
        label={words.list(list.id)}
        columns={columns}
        pages={pages}
        empty={words.empty(list.id)}
        selected={at}
        onOpen={({ id }) => onOpen(id)}
      />
      <ThingPane onBack={() => onOpen(undefined)}>
        {open.data && at !== undefined && (
          <TaskView key={at} task={open.data} links={links(open.data)} onMoved={() => void open.refetch()} />
        )}
      </ThingPane>
    </div>
  );
}
