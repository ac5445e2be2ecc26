/** Rows of any number: only those in sight are drawn, the next page is fetched before the hand gets there; `j k` move, `enter` opens. */
import { useMediaQuery } from '@mantine/hooks';
import { useVirtualizer } from '@tanstack/react-virtual';
import type { FhirResource } from 'fhir/r4';
import {
  type CSSProperties,
  type KeyboardEvent,
  memo,
  type ReactNode,
  type RefObject,
  useCallback,
  useEffect,
  useRef,
  useState,
} from 'react';
import { useTranslation } from 'react-i18next';
import { FailureNote } from '../data/failure-note.tsx';
import type { Pages } from '../data/use-pages.ts';
import { keyOf, rowKeys } from '../keys/keys.ts';
import { steppedTo } from './step.ts';
import './row-list.css';

export interface Column<T> {
  readonly id: string;
  readonly title: string;
  /** Of CSS grid, for example `8rem` or `minmax(0, 2fr)`. */
  readonly width: string;
  readonly cell: (row: T) => ReactNode;
  /** Left out on a phone. */
  readonly isExtra?: boolean;
}

interface RowListProps<T> {
  readonly label: string;
  readonly columns: readonly Column<T>[];
  readonly pages: Pages<T>;
  /** What would be here. */
  readonly empty: string;
  readonly selected?: string | undefined;
  readonly onOpen: (row: T) => void;
}

const rowHeight = 32;
/** For a thumb: WCAG 2.5.5. */
const phoneRowHeight = 48;
const headHeight = 28;
const ahead = 20;

export function RowList<T extends FhirResource>(props: RowListProps<T>) {
  const { t } = useTranslation();
  const { pages, empty } = props;
  if (pages.error) return <FailureNote error={pages.error} />;
  if (pages.isPending) return <p className="soft row-list-note">{t('chart.loading')}</p>;
  if (pages.rows.length === 0) return <p className="soft row-list-note">{empty}</p>;
  return <Grid {...props} />;
}

function Grid<T extends FhirResource>({ label, columns, pages, selected, onOpen }: RowListProps<T>) {
  const [at, setAt] = useState(0);
  const { rows, hasMore } = pages;
  const scroller = useRef<HTMLDivElement>(null);
  const virtual = useWindow(pages, scroller);
  const isDrawn = virtual.getVirtualItems().some(({ index }) => index === at);
  const pick = useCallback(
    (row: T, index: number) => {
      setAt(index);
      onOpen(row);
    },
    [onOpen],
  );
  const onKeyDown = (event: KeyboardEvent) => {
    const key = keyOf(event, rowKeys);
    if (key === undefined) return;
    event.preventDefault();
    if (key === 'open') return void (rows[at] && onOpen(rows[at]));
    const next = steppedTo(key, at, rows.length);
    setAt(next);
    virtual.scrollToIndex(next);
  };
  return (
    <div
      ref={scroller}
      className="row-list"
      role="grid"
      aria-label={label}
      aria-rowcount={hasMore ? -1 : rows.length + 1}
      tabIndex={0}
      aria-activedescendant={rows[at] && isDrawn ? `row-${rows[at].id}` : undefined}
      style={
        {
          '--columns': widthsOf(columns),
          '--columns-phone': widthsOf(columns.filter(({ isExtra }) => !isExtra)),
        } as CSSProperties
      }
      onKeyDown={onKeyDown}
    >
      <Head columns={columns} />
      <div style={{ height: virtual.getTotalSize(), position: 'relative' }} role="rowgroup">
        {virtual.getVirtualItems().map(({ index, start }) => (
          <Row
            key={rows[index]!.id}
            row={rows[index]!}
            columns={columns}
            index={index}
            start={start}
            isAt={index === at}
            isSelected={rows[index]!.id === selected}
            onPick={pick}
          />
        ))}
      </div>
    </div>
  );
}

const widthsOf = <T,>(columns: readonly Column<T>[]) => columns.map(({ width }) => width).join(' ');

/** Which rows are in sight; fetches the next page before the last of them. */
function useWindow<T>({ rows, hasMore, isLoadingMore, more }: Pages<T>, scroller: RefObject<HTMLDivElement | null>) {
  const height = useMediaQuery('(max-width: 720px)') ? phoneRowHeight : rowHeight;
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => height,
    overscan: ahead,
    scrollPaddingStart: headHeight,
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: heights are measured anew when the row is another
  useEffect(() => virtual.measure(), [height]);
  const last = virtual.getVirtualItems().at(-1)?.index ?? 0;
  useEffect(() => {
    if (hasMore && !isLoadingMore && last >= rows.length - ahead) more();
  }, [last, rows.length, hasMore, isLoadingMore, more]);
  return virtual;
}

function Head<T>({ columns }: { readonly columns: readonly Column<T>[] }) {
  return (
    <div role="rowgroup" className="row-list-top">
      <div role="row" aria-rowindex={1} className="row-list-head">
        {columns.map(({ id, title, isExtra }) => (
          <span key={id} role="columnheader" data-extra={isExtra}>
            {title}
          </span>
        ))}
      </div>
    </div>
  );
}

interface RowProps<T> {
  readonly row: T;
  readonly columns: readonly Column<T>[];
  readonly index: number;
  /** Pixels from the top of all rows. */
  readonly start: number;
  readonly isAt: boolean;
  readonly isSelected: boolean;
  readonly onPick: (row: T, index: number) => void;
}

/** Drawn again only when it is another, or stands elsewhere: a frame of scrolling draws what came into sight. */
const Row = memo(RowOf) as typeof RowOf;

function RowOf<T extends FhirResource>({ row, columns, index, start, isAt, isSelected, onPick }: RowProps<T>) {
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: keys are those of the whole list
    <div
      id={`row-${row.id}`}
      role="row"
      aria-rowindex={index + 2}
      aria-selected={isSelected}
      data-at={isAt}
      className="row-list-row"
      style={{ transform: `translateY(${start}px)` }}
      onClick={() => onPick(row, index)}
    >
      {columns.map(({ id, cell, isExtra }) => (
        <span key={id} role="gridcell" data-extra={isExtra}>
          {cell(row)}
        </span>
      ))}
    </div>
  );
}
