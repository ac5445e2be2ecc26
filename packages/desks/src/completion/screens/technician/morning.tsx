/** The technician's morning: the discharges of a day against charts received, and what is done about those that are missing. */
import { displayDate, FailureNote } from '@charthouse/ui';
import { Button, TextInput } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useTechnicianWords } from '../words/use-technician-words.ts';
import { MissingCharts } from './missing-charts.tsx';
import { type Morning, useMorning } from './use-morning.ts';
import './technician.css';

export default function MorningScreen() {
  const { morning: words } = useTechnicianWords();
  const [date, setDate] = useState<string>();
  const { morning, error, refetch } = useMorning(date);
  return (
    <div className="page morning">
      <h1>{words.title}</h1>
      {error && <FailureNote error={error} again={() => void refetch()} />}
      {morning && (
        <>
          <Days shown={morning.date} onDay={setDate} />
          <Sentence morning={morning} isYesterday={date === undefined} />
          {morning.missing.length > 0 ? (
            <MissingCharts missing={morning.missing} />
          ) : (
            <p className="soft">{morning.discharged === 0 ? words.none : words.allHere}</p>
          )}
        </>
      )}
      <p>
        <Link to="/worklists/$desk/$list" params={{ desk: 'completion', list: 'charts' }}>
          {words.oldest}
        </Link>
      </p>
    </div>
  );
}

function Sentence({ morning, isYesterday }: { readonly morning: Morning; readonly isYesterday: boolean }) {
  const { morning: words } = useTechnicianWords();
  const { i18n } = useTranslation();
  const { date, discharged, received, notExpected, missing } = morning;
  const line = isYesterday ? words.lineYesterday : words.line;
  return (
    <p className="morning-line" role="status">
      <strong>{line(discharged, received, missing.length)}</strong>
      <span className="soft">
        {[displayDate(date, i18n.language), notExpected > 0 && words.notExpected(notExpected)]
          .filter(Boolean)
          .join(' · ')}
      </span>
    </p>
  );
}

function Days({ shown, onDay }: { readonly shown: string; readonly onDay: (day: string) => void }) {
  const { morning: words } = useTechnicianWords();
  const step = (days: number) =>
    onDay(new Date(Date.parse(`${shown}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10));
  return (
    <div className="morning-days">
      <Button variant="default" onClick={() => step(-1)}>
        {words.before}
      </Button>
      <TextInput
        type="date"
        aria-label={words.day}
        value={shown}
        onChange={({ currentTarget: { value } }) => value && onDay(value)}
      />
      <Button variant="default" onClick={() => step(1)}>
        {words.after}
      </Button>
    </div>
  );
}
