/** The numbers of a report, and the rows behind one of them. */
import { FailureNote } from '@charthouse/ui';
import { Button } from '@mantine/core';
import { Table } from '../notices/table.tsx';
import { useTold } from '../notices/told.ts';
import { useReportsWords } from '../words/reports-words.ts';

export interface OpenNumber {
  readonly measure: string;
  /** Absent: all groups. */
  readonly group?: string;
  readonly title: string;
}

interface NumbersProps {
  readonly question: string;
  readonly opened: OpenNumber | undefined;
  readonly onOpen: (number: OpenNumber) => void;
}

export function ReportNumbers({ question, opened, onOpen }: NumbersProps) {
  const words = useReportsWords();
  const { top, rows, error, refetch } = useTold(question);
  if (error) return <FailureNote error={error} again={refetch} />;
  if (!top) return <p role="status">{words.reading}</p>;
  const heads = top.texts('column');
  const measures = top.texts('measure');
  const lines = rows('row');
  const number = (text: string, at: number, { group, named }: { group: string | undefined; named: string }) => {
    const title = words.behind(named, heads[at + 1] ?? '');
    return (
      <Button
        key={measures[at]}
        size="compact-sm"
        variant="subtle"
        aria-pressed={opened?.title === title}
        aria-label={words.opens(text, named, heads[at + 1] ?? '')}
        onClick={() => onOpen({ measure: measures[at]!, title, ...(group !== undefined && { group }) })}
      >
        {text}
      </Button>
    );
  };
  return (
    <>
      <p className="soft">
        {words.formula}: {top.text('formula')} {top.text('now') === 'true' && words.now}
      </p>
      <Table
        caption={words.numbers}
        heads={heads}
        empty={words.none}
        rows={lines.map((line) => {
          const [named = '', ...numbers] = line.texts('cell');
          const group = line.texts('group')[0];
          return {
            key: group ?? 'all of them',
            cells: [named, ...numbers.map((text, at) => number(text, at, { group, named }))],
          };
        })}
      />
    </>
  );
}

interface BehindProps {
  readonly question: string;
  readonly opened: OpenNumber;
  readonly onClose: () => void;
}

export function BehindNumber({ question, opened, onClose }: BehindProps) {
  const words = useReportsWords();
  const { top, rows, error, refetch } = useTold(question);
  return (
    <>
      {error && <FailureNote error={error} again={refetch} />}
      {!top && !error && <p role="status">{words.reading}</p>}
      {top && (
        <Table
          caption={opened.title}
          heads={top.texts('column')}
          empty={words.noRows}
          rows={rows('row').map((row, i) => ({ key: String(i), cells: row.texts('cell') }))}
        />
      )}
      <Button variant="default" onClick={onClose}>
        {words.close}
      </Button>
    </>
  );
}
