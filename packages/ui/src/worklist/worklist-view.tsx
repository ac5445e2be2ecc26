/** A worklist: its rows, what can be done with those that are marked, and beside them the task that is open. */
import type { Move, TaskMachine, Worklist } from '@charthouse/worklist';
import type { Task } from 'fhir/r4';
import { type KeyboardEvent, type ReactNode, type RefObject, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { FailureNote } from '../data/failure-note.tsx';
import { useFhir } from '../data/fhir-context.ts';
import { WorkGrid } from '../rows/work-grid.tsx';
import { type Acting, ActPanel } from './act-panel.tsx';
import { belongs } from './belongs.ts';
import { columnsOf } from './columns.tsx';
import { DoneNote } from './done-note.tsx';
import { useDeskWords, useKernel } from './kernel-context.ts';
import { ListBar } from './list-bar.tsx';
import { MarkedBar } from './marked-bar.tsx';
import { useMe } from './me.ts';
import { OpenThing } from './open-thing.tsx';
import { type Columns, useColumns } from './use-columns.ts';
import { type Done, useDone } from './use-done.ts';
import { useListKeys } from './use-list-keys.ts';
import { useListMoves } from './use-list-moves.ts';
import { type Marks, nameOf, useMarks } from './use-marks.ts';
import { useWorkWindow, type WorkWindow } from './use-work-window.ts';
import { useWhy } from './why-here.tsx';
import '../chart/chart.css';

interface WorklistViewProps {
  readonly list: Worklist;
  /** The id of the open task. */
  readonly at: string | undefined;
  /** What of the list is shown, as in the address. */
  readonly query: string;
  readonly onOpen: (id: string | undefined) => void;
  readonly onQuery: (query: string) => void;
  /** A desk was named by a letter, after `g`. */
  readonly onGo: (letter: string) => void;
  /** What a task leads to, such as the chart it is about. */
  readonly links: (task: Task) => ReactNode;
}

export function WorklistView(props: WorklistViewProps) {
  const { list, at, query, onOpen, onGo, links } = props;
  const { t } = useTranslation();
  const columns = useColumns(list, query, props.onQuery);
  const rows = useWorkWindow(list, columns.asked);
  const marks = useMarks(rows);
  const [place, setPlace] = usePlace(rows.total);
  const [acting, setActing] = useState<Acting>();
  const [grid, filter, thing] = [
    useRef<HTMLDivElement>(null),
    useRef<HTMLInputElement>(null),
    useRef<HTMLElement>(null),
  ];
  const open = useFhir<Task>(at === undefined ? undefined : `Task/${at}`);
  const [moves, me] = [useListMoves(list), useMe()];
  const { machineOf } = useKernel();
  const done = useDone({
    reread: rows.reread,
    renew: rows.renew,
    onDone: () => void (at !== undefined && open.refetch()),
  });
  const act = (move: string, task = rows.row(place)) => {
    const chosen =
      marks.chosen(list.id, columns.asked) ?? (task && ({ kind: 'tasks', names: [nameOf(task)] } as const));
    if (chosen && moves.some(({ id }) => id === move)) setActing({ move, chosen });
  };
  const onMoved = (task: Task) => {
    const next = rows.row(place + 1) ?? rows.row(place - 1);
    rows.put([task]);
    const move = ends[task.status];
    if (move)
      done.tell(move, { moved: 1, names: isFinal(task, machineOf(task as never)) ? [] : [nameOf(task)], left: [] });
    if (belongs(task, list, me) || !next || next.id === task.id) return void open.refetch();
    if (!rows.row(place + 1)) setPlace(Math.max(place - 1, 0));
    onOpen(next.id);
    grid.current?.focus();
  };
  const onKey = useListKeys({ act, moves, marks, done, thing, filter, onOpen, onGo, isOpen: at !== undefined });
  return (
    <div className="chart-section work" data-open={at !== undefined}>
      <ListPane
        {...{ ...props, columns, rows, marks, moves, acting, done, grid, filter, onKey, act, place }}
        onPlace={setPlace}
        onActing={setActing}
      />
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, also by keys */}
      <aside ref={thing} className="chart-thing" aria-live="polite" aria-label={t('chart.reading')} tabIndex={0}>
        {open.error && <FailureNote error={open.error} />}
        {open.data && at !== undefined ? (
          <OpenThing
            key={at}
            task={open.data}
            links={links(open.data)}
            onMoved={onMoved}
            onAct={(move) => act(move, open.data)}
          />
        ) : (
          at === undefined && <p className="soft">{t('work.pick')}</p>
        )}
      </aside>
    </div>
  );
}

/** The row that has the hand: the last one when those behind it have left. */
function usePlace(total: number) {
  const [wanted, setPlace] = useState(0);
  return [Math.min(wanted, Math.max(total - 1, 0)), setPlace] as const;
}

/** What a task that has ended was done with, by its state. */
const ends: Readonly<Record<string, string>> = { completed: 'finish', cancelled: 'cancel', rejected: 'decline' };

/** Whether it ended in a way that cannot be taken back. */
function isFinal({ status }: Task, machine: TaskMachine | undefined): boolean {
  return machine?.moves.some((move) => move.isFinal && move.to === status) ?? false;
}

interface ListPaneProps extends WorklistViewProps {
  readonly columns: Columns;
  readonly rows: WorkWindow;
  readonly marks: Marks;
  readonly moves: readonly Move[];
  readonly acting: Acting | undefined;
  readonly onActing: (acting: Acting | undefined) => void;
  readonly done: Done;
  readonly grid: RefObject<HTMLDivElement | null>;
  readonly filter: RefObject<HTMLInputElement | null>;
  readonly place: number;
  readonly onPlace: (index: number) => void;
  readonly act: (move: string) => void;
  readonly onKey: (event: KeyboardEvent) => boolean;
}

/** The bar, what is being done, and the rows. */
function ListPane({ rows, marks, moves, acting, onActing, done, act, ...props }: ListPaneProps) {
  const { list, query, onQuery, filter, grid, columns } = props;
  const words = useDeskWords();
  const back = () => {
    onActing(undefined);
    grid.current?.focus();
  };
  return (
    <div className="work-list">
      <ListBar {...{ list, query, onQuery, columns, filter }} title={words.list(list.id)} window={rows} />
      {marks.count > 0 && !acting && (
        <MarkedBar marks={marks} total={rows.isCounted ? rows.total : undefined} moves={moves} onAct={act} />
      )}
      {acting && (
        <ActPanel
          key={acting.move}
          acting={acting}
          list={list.id}
          given={new Set(moves.filter(({ id }) => id === acting.move).flatMap(({ given = [] }) => given))}
          onBack={back}
          onDone={(move, outcome) => {
            done.tell(move, outcome);
            marks.clear();
            back();
          }}
        />
      )}
      <DoneNote done={done} />
      <Rows {...props} rows={rows} marks={marks} />
    </div>
  );
}

type RowsProps = Omit<ListPaneProps, 'moves' | 'acting' | 'onActing' | 'done' | 'act' | 'filter'>;

/** The rows, or what would be here, or what failed. */
function Rows({ list, at, columns, onOpen, rows, marks, grid, place, onPlace, onKey }: RowsProps) {
  const { t, i18n } = useTranslation();
  const words = useDeskWords();
  const why = useWhy();
  if (rows.error) return <FailureNote error={rows.error} />;
  if (rows.isPending) return <p className="soft row-list-note">{t('chart.loading')}</p>;
  if (rows.total === 0)
    return <p className="soft row-list-note">{columns.asked ? t('work.noneFound') : words.empty(list.id)}</p>;
  const around = { t, locale: i18n.language, included: rows.included, now: Date.now() };
  const ids = columns.shown.map(({ id }) => id);
  const shown = columnsOf(ids, { ...around, ages: list.ages, kind: words.kind, why });
  const widthOf = (id: string) => {
    const width = columns.shown.find((one) => one.id === id)?.width;
    return width ? { width: `${width}px` } : {};
  };
  return (
    <WorkGrid
      {...{ list, marks, grid, onKey }}
      columns={shown.map((column) => ({ ...column, ...widthOf(column.id) }))}
      label={words.list(list.id)}
      window={rows}
      at={place}
      onAt={onPlace}
      selected={at}
      onOpen={({ id }) => onOpen(id)}
    />
  );
}
