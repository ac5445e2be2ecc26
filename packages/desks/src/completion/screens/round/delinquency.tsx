/** The manager's round: delinquent records with the formula of their rate, by clinician and by service, and the rows behind each number. */
import { displayDate, FailureNote } from '@charthouse/ui';
import { Button, NativeSelect } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Table } from '../notices/table.tsx';
import { useTold } from '../notices/told.ts';
import { useRoundWords } from '../words/use-round-words.ts';
import { type DelinquentRecord, type Grouping, grouped, recordsIn } from './grouped.ts';

export default function DelinquencyScreen() {
  const { delinquency: words, formula: formulaWord, formulas } = useRoundWords();
  const [formula, setFormula] = useState<string>('average-month');
  const [by, setBy] = useState<Grouping>('clinician');
  const [only, setOnly] = useState<string>();
  const { top, rows, error, refetch } = useTold(`$delinquency?formula=${formula}`);
  const records = recordsIn(rows('record'), words);
  const groups = grouped(records, by);
  const chosen = groups.find(({ name }) => name === only);
  const rate = top ? `${(top.number('rate') * 100).toFixed(1)} %` : '';
  return (
    <div className="page">
      <h1>{words.title}</h1>
      <div className="round-bar">
        <NativeSelect
          label={formulaWord}
          value={formula}
          onChange={({ currentTarget }) => setFormula(currentTarget.value)}
          data={Object.entries(formulas).map(([value, label]) => ({ value, label }))}
        />
        <NativeSelect
          label={words.by}
          value={by}
          onChange={({ currentTarget }) => {
            setBy(currentTarget.value as Grouping);
            setOnly(undefined);
          }}
          data={[
            { value: 'clinician', label: words.byClinician },
            { value: 'service', label: words.byService },
          ]}
        />
      </div>
      {error && <FailureNote error={error} again={refetch} />}
      {top && (
        <>
          <p className="round-line" role="status">
            <strong>{words.line(top.number('count'), rate)}</strong>
          </p>
          <p className="soft">{top.text('formula')}</p>
          <Table
            caption={by === 'clinician' ? words.byClinician : words.byService}
            heads={[by === 'clinician' ? words.byClinician : words.byService, words.records, words.oldest]}
            empty={words.none}
            rows={groups.map(({ name, records: own, oldest }) => ({
              key: name,
              cells: [
                name,
                <Button
                  key="open"
                  size="compact-sm"
                  variant="subtle"
                  aria-pressed={only === name}
                  aria-label={`${own.length}: ${words.only(name)}`}
                  onClick={() => setOnly(only === name ? undefined : name)}
                >
                  {own.length}
                </Button>,
                oldest,
              ],
            }))}
          />
          {by === 'clinician' && <p className="soft">{words.twice}</p>}
          {chosen && (
            <Button variant="default" onClick={() => setOnly(undefined)}>
              {words.showAll}
            </Button>
          )}
          <Records caption={chosen ? words.only(chosen.name) : words.all} records={chosen?.records ?? records} />
        </>
      )}
    </div>
  );
}

function Records({ caption, records }: { readonly caption: string; readonly records: readonly DelinquentRecord[] }) {
  const { delinquency: words } = useRoundWords();
  const { i18n } = useTranslation();
  return (
    <Table
      caption={caption}
      empty={words.none}
      heads={[words.encounter, words.discharged, words.days, words.byService, words.open, words.byClinician]}
      rows={records.map((one) => ({
        key: one.encounter,
        cells: [
          <span key="id" className="code">
            {one.encounter}
          </span>,
          displayDate(one.discharged, i18n.language),
          one.days,
          one.service,
          one.open,
          one.owners.join(', '),
        ],
      }))}
    />
  );
}
