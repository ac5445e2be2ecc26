/** The rows of a worklist: any number, only those in sight are drawn; marking, moving and acting by keys when the list has the focus. */
import type { Worklist } from '@charthouse/worklist';
import { useMediaQuery } from '@mantine/hooks';
import { useVirtualizer } from '@tanstack/react-virtual';
import type { Task } from 'fhir/r4';
import { type CSSProperties, type KeyboardEvent, type ReactNode, type RefObject, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { keyOf, markKeys, rowKeys } from '../keys/keys.ts';
import type { Marks } from '../worklist/use-marks.ts';
import type { WorkWindow } from '../worklist/use-work-window.ts';
import type { Column } from './row-list.tsx';
import { steppedTo } from './step.ts';
import './row-list.css';
import '../worklist/work.css';

interface WorkGridProps {
  readonly list: Worklist;
  readonly label: string;
  readonly columns: readonly Column<Task>[];
  readonly window: WorkWindow;
  readonly marks: Marks;
  /** Place of the row that has the hand. */
  readonly at: number;
  readonly onAt: (index: number) => void;
  readonly selected: string | undefined;
  readonly onOpen: (task: Task) => void;
  /** Keys that the list itself does not know; true: it was one. */
  readonly onKey: (event: KeyboardEvent) => boolean;
  readonly grid: RefObject<HTMLDivElement | null>;
}

const [rowHeight, phoneRowHeight, headHeight] = [32, 48, 28];

export function WorkGrid(props: WorkGridProps) {
  const { t } = useTranslation();
  const { label, columns, window: rows, marks, at, onAt, onOpen, onKey, grid } = props;
  const virtual = useRowsInSight(rows, grid);
  const go = (index: number) => {
    onAt(index);
    virtual.scrollToIndex(index);
    return index;
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.target !== grid.current) return;
    const [step, mark] = [keyOf(event, rowKeys), keyOf(event, markKeys)];
    if (step === 'open') {
      if (rows.row(at)) onOpen(rows.row(at)!);
    } else if (step !== undefined) {
      const next = go(steppedTo(step, at, rows.total));
      if (event.shiftKey) marks.extend(at, next);
    } else if (mark === 'mark') marks.toggle(at);
    else if (mark === 'markAll') marks.all();
    else if (!onKey(event)) return;
    event.preventDefault();
  };
  const own = rows.row(at);
  return (
    <div
      ref={grid}
      className="row-list work-grid"
      role="grid"
      aria-label={label}
      aria-rowcount={rows.isCounted ? rows.total + 1 : -1}
      aria-multiselectable
      tabIndex={0}
      aria-activedescendant={own && `row-${own.id}`}
      style={styleOf(columns)}
      onKeyDown={onKeyDown}
    >
      <div role="rowgroup" className="row-list-top">
        <div role="row" aria-rowindex={1} className="row-list-head">
          <span role="columnheader" className="work-mark">
            <span className="visually-hidden">{t('work.marked')}</span>
          </span>
          {columns.map(({ id, title, isExtra }) => (
            <span key={id} role="columnheader" data-extra={isExtra}>
              {title}
            </span>
          ))}
        </div>
      </div>
      <div style={{ height: virtual.getTotalSize(), position: 'relative' }} role="rowgroup">
        {virtual.getVirtualItems().map(({ index, start }) => (
          <WorkRow key={index} index={index} start={start} {...props} />
        ))}
      </div>
    </div>
  );
}

/** A mark before, the columns of the list behind it. */
function styleOf(columns: readonly Column<Task>[]): CSSProperties {
  const widths = (some: readonly Column<Task>[]) => ['1.25rem', ...some.map(({ width }) => width)].join(' ');
  const least = columns.map(({ width }) => (width.startsWith('minmax') ? '5rem' : width)).join(' + ');
  const isWidened = columns.some(({ width }) => width.endsWith('px'));
  return {
    ...(isWidened && { '--least': `calc(1.25rem + ${least} + ${columns.length} * 12px + 32px)` }),
    '--columns': widths(columns),
    '--columns-phone': widths(columns.filter(({ isExtra }) => !isExtra)),
  } as CSSProperties;
}

function useRowsInSight({ total, show }: WorkWindow, grid: RefObject<HTMLDivElement | null>) {
  const height = useMediaQuery('(max-width: 720px)') ? phoneRowHeight : rowHeight;
  const virtual = useVirtualizer({
    count: total,
    getScrollElement: () => grid.current,
    estimateSize: () => height,
    overscan: 20,
    scrollPaddingStart: headHeight,
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: heights are measured anew when the row is another
  useEffect(() => virtual.measure(), [height]);
  const items = virtual.getVirtualItems();
  const [first, last] = [items[0]?.index ?? 0, items.at(-1)?.index ?? 0];
  const waiting = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => {
    clearTimeout(waiting.current); // who drags the bar passes rows that are not looked at
    waiting.current = setTimeout(() => total > 0 && show(first, last), 60);
    return () => clearTimeout(waiting.current);
  }, [first, last, total, show]);
  return virtual;
}

function WorkRow({ index, start, ...props }: WorkGridProps & { readonly index: number; readonly start: number }) {
  const { columns, window: rows, marks, at, onAt, selected, onOpen } = props;
  const { t } = useTranslation();
  const task = rows.row(index);
  const isMarked = task !== undefined && marks.has(task);
  const cells = (read: (column: Column<Task>) => ReactNode) =>
    columns.map((column) => (
      <span key={column.id} role="gridcell" data-extra={column.isExtra}>
        {read(column)}
      </span>
    ));
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: keys are those of the whole list
    <div
      {...(task && { id: `row-${task.id}` })}
      role="row"
      aria-rowindex={index + 2}
      aria-selected={isMarked}
      aria-current={task !== undefined && task.id === selected ? 'true' : undefined}
      data-at={index === at}
      data-ended={task !== undefined && ended.has(task.status)}
      className="row-list-row"
      style={{ transform: `translateY(${start}px)` }}
      onClick={(event) => {
        if (!task) return;
        if (event.shiftKey) marks.extend(at, index);
        else if (event.ctrlKey || event.metaKey) marks.toggle(index);
        else onOpen(task);
        onAt(index);
      }}
    >
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: x marks the row */}
      <span
        role="gridcell"
        className="work-mark"
        onClick={(event) => {
          event.stopPropagation();
          marks.toggle(index);
          onAt(index);
        }}
      >
        <span aria-hidden>{isMarked ? '☑' : '☐'}</span>
        <span className="visually-hidden">{t(isMarked ? 'work.isMarked' : 'work.isNotMarked')}</span>
      </span>
      {cells((column) => (task ? column.cell(task) : '…'))}
    </div>
  );
}

const ended: ReadonlySet<string> = new Set(['completed', 'cancelled', 'rejected', 'failed', 'entered-in-error']);
