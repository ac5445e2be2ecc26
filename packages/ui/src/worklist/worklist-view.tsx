/** A worklist: its rows, what can be done with those that are marked, and beside them the task that is open. */
import type { Move, Worklist } from '@charthouse/worklist';
import type { Task } from 'fhir/r4';
import { type KeyboardEvent, type ReactNode, type RefObject, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { FailureNote } from '../data/failure-note.tsx';
import { useFhir } from '../data/fhir-context.ts';
import { WorkGrid } from '../rows/work-grid.tsx';
import { type Acting, ActPanel } from './act-panel.tsx';
import { columnsOf } from './columns.tsx';
import { DoneNote } from './done-note.tsx';
import { useDeskWords } from './kernel-context.ts';
import { areKeysOn } from './keys-on.ts';
import { ListBar } from './list-bar.tsx';
import { MarkedBar } from './marked-bar.tsx';
import { OpenThing } from './open-thing.tsx';
import { type Done, useDone } from './use-done.ts';
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
  const rows = useWorkWindow(list, query);
  const marks = useMarks(rows);
  const [place, setPlace] = useState(0);
  const [acting, setActing] = useState<Acting>();
  const [grid, filter, thing] = [
    useRef<HTMLDivElement>(null),
    useRef<HTMLInputElement>(null),
    useRef<HTMLElement>(null),
  ];
  const open = useFhir<Task>(at === undefined ? undefined : `Task/${at}`);
  const moves = useListMoves(list);
  const done = useDone({ reread: rows.reread, onDone: () => void (at !== undefined && open.refetch()) });
  const act = (move: string, task = rows.row(place)) => {
    const chosen = marks.chosen(list.id, query) ?? (task && ({ kind: 'tasks', names: [nameOf(task)] } as const));
    if (chosen && moves.some(({ id }) => id === move)) setActing({ move, chosen });
  };
  const onMoved = (task: Task) => {
    rows.put([task]);
    const index = Math.min(place + 1, rows.total - 1);
    const next = rows.row(index);
    if (task.status === 'completed' && rows.total === 1) rows.renew(); // nothing is left: the list says so
    if (task.status !== 'completed' || !next || next.id === task.id) return void open.refetch();
    setPlace(index);
    onOpen(next.id);
    grid.current?.focus();
  };
  const onKey = useListKeys({ act, moves, marks, done, thing, filter, onOpen, onGo, isOpen: at !== undefined });
  return (
    <div className="chart-section work" data-open={at !== undefined}>
      <ListPane
        {...{ ...props, rows, marks, moves, acting, done, grid, filter, onKey, act, place }}
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

interface ListPaneProps extends WorklistViewProps {
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
  const { list, query, onQuery, filter, grid } = props;
  const words = useDeskWords();
  const back = () => {
    onActing(undefined);
    grid.current?.focus();
  };
  return (
    <div className="work-list">
      <ListBar list={list} title={words.list(list.id)} query={query} onQuery={onQuery} window={rows} filter={filter} />
      {marks.count > 0 && !acting && <MarkedBar marks={marks} total={rows.total} moves={moves} onAct={act} />}
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
function Rows({ list, at, query, onOpen, rows, marks, grid, place, onPlace, onKey }: RowsProps) {
  const { t, i18n } = useTranslation();
  const words = useDeskWords();
  const why = useWhy();
  if (rows.error) return <FailureNote error={rows.error} />;
  if (rows.isPending) return <p className="soft row-list-note">{t('chart.loading')}</p>;
  if (rows.total === 0)
    return <p className="soft row-list-note">{query ? t('work.noneFound') : words.empty(list.id)}</p>;
  const around = { t, locale: i18n.language, included: rows.included, now: Date.now() };
  return (
    <WorkGrid
      {...{ list, marks, grid, onKey }}
      columns={columnsOf(list.columns, { ...around, ages: list.ages, kind: words.kind, why })}
      label={words.list(list.id)}
      window={rows}
      at={place}
      onAt={onPlace}
      selected={at}
      onOpen={({ id }) => onOpen(id)}
    />
  );
}

interface KeysAround {
  readonly act: (move: string) => void;
  readonly moves: ReturnType<typeof useListMoves>;
  readonly marks: ReturnType<typeof useMarks>;
  readonly done: ReturnType<typeof useDone>;
  readonly thing: RefObject<HTMLElement | null>;
  readonly filter: RefObject<HTMLInputElement | null>;
  readonly onOpen: (id: string | undefined) => void;
  readonly onGo: (letter: string) => void;
  readonly isOpen: boolean;
}

/** Keys of a list besides those of its rows; a held key does nothing. */
function useListKeys({ act, moves, marks, done, thing, filter, onOpen, onGo, isOpen }: KeysAround) {
  const going = useRef(false);
  const finishing = moves.find(({ to }) => to === 'completed')?.id;
  return (event: KeyboardEvent): boolean => {
    if (event.key === 'Escape') {
      if (marks.count > 0) marks.clear();
      else if (isOpen) onOpen(undefined);
      else return false;
      return true;
    }
    if (event.key === 'z' && (event.ctrlKey || event.metaKey)) {
      done.undo();
      return true;
    }
    if (!areKeysOn() || event.repeat || event.ctrlKey || event.metaKey || event.altKey) return false;
    if (going.current) {
      going.current = false;
      onGo(event.key);
      return true;
    }
    const keys: Readonly<Record<string, () => void>> = {
      e: () => finishing && act(finishing),
      a: () => act('assign'),
      p: () => act('pend'),
      c: () => act('claim'),
      r: () => act('route'),
      '/': () => filter.current?.focus(),
      '[': () => step(thing.current, -1),
      ']': () => step(thing.current, 1),
      g: () => {
        going.current = true;
      },
    };
    keys[event.key]?.();
    return keys[event.key] !== undefined;
  };
}

/** Marks the next or previous thing that the open task rests on. */
function step(thing: HTMLElement | null, by: 1 | -1): void {
  const all = [...(thing?.querySelectorAll<HTMLElement>('[data-evidence]') ?? [])];
  if (all.length === 0) return;
  const at = all.findIndex((one) => one.dataset.at === 'true');
  const next = all[(at + by + all.length) % all.length]!;
  for (const one of all) one.dataset.at = String(one === next);
  next.scrollIntoView({ block: 'nearest' });
}
