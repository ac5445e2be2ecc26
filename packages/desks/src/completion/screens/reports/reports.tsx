/** Reports: numbers by group with their formula, the rows behind each number, and all of it as CSV and PDF. */
import { FailureNote } from '@charthouse/ui';
import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useTold } from '../notices/told.ts';
import { useReportsWords } from '../words/reports-words.ts';
import { useFile } from '../work/use-file.ts';
import { BehindNumber, type OpenNumber, ReportNumbers } from './report-tables.tsx';

const iso = (time: number) => new Date(time).toISOString().slice(0, 10);

export default function ReportsScreen() {
  const words = useReportsWords();
  const { i18n } = useTranslation();
  const lang = i18n.language.slice(0, 2);
  const { rows, error } = useTold(`$completion-report?lang=${lang}`);
  const known = rows('report');
  const [name, setName] = useState('unanalysed');
  const [by, setBy] = useState<string>();
  const [from, setFrom] = useState(() => iso(Date.now() - 90 * 86_400_000));
  const [to, setTo] = useState(() => iso(Date.now()));
  const [opened, open] = useState<OpenNumber>();
  const file = useFile();
  const report = known.find((one) => one.text('name') === name);
  const [codes = [], titles = []] = [report?.texts('by'), report?.texts('by-title')];
  const period = `from=${from}&to=${to}&lang=${lang}`;
  const question = `$completion-report?name=${name}&by=${by ?? codes[0] ?? ''}&${period}`;
  const rowsOf =
    opened &&
    `${question}&measure=${opened.measure}${opened.group === undefined ? '' : `&group=${encodeURIComponent(opened.group)}`}`;
  const change = (set: (value: string) => void) => (event: { currentTarget: { value: string } }) => {
    set(event.currentTarget.value);
    open(undefined);
  };
  const save = (path: string, as: 'csv' | 'pdf') =>
    file.mutate({
      path: `${path}&as=${as}`,
      type: as === 'csv' ? 'text/csv' : 'application/pdf',
      name: `${name}.${as}`,
    });
  return (
    <div className="page">
      <h1>{words.title}</h1>
      {(error ?? file.error) && <FailureNote error={(error ?? file.error)!} again={file.reset} />}
      <div className="round-bar">
        <NativeSelect
          label={words.report}
          value={name}
          onChange={change((value) => {
            setName(value);
            setBy(undefined);
          })}
          data={known.map((one) => ({ value: one.text('name'), label: one.text('title') }))}
        />
        <NativeSelect
          label={words.by}
          value={by ?? codes[0] ?? ''}
          onChange={change(setBy)}
          data={codes.map((value, i) => ({ value, label: titles[i] ?? value }))}
        />
        <TextInput type="date" label={words.from} value={from} max={to} onChange={change(setFrom)} />
        <TextInput type="date" label={words.to} value={to} min={from} onChange={change(setTo)} />
      </div>
      {report && <ReportNumbers key={question} question={question} opened={opened} onOpen={open} />}
      <div className="round-bar">
        <Button variant="default" onClick={() => save(rowsOf ?? question, 'csv')}>
          {words.csv}
        </Button>
        <Button variant="default" onClick={() => save(rowsOf ?? question, 'pdf')}>
          {words.pdf}
        </Button>
        <Button
          variant="default"
          loading={file.isPending}
          onClick={() => save(`$completion-report?name=survey-packet&${period}`, 'pdf')}
        >
          {words.packet}
        </Button>
      </div>
      {opened && rowsOf && (
        <BehindNumber key={rowsOf} question={rowsOf} opened={opened} onClose={() => open(undefined)} />
      )}
    </div>
  );
}
