/** The record is open in an emergency: until when, by the server's word, and how to end it. */
import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { FailureNote } from '../data/failure-note.tsx';
import { useFhirClient } from '../data/fhir-context.ts';

interface EmergencyBarProps {
  readonly patient: string;
  /** Milliseconds since 1970. */
  readonly until: number;
}

const minute = 60_000;
const tick = 5_000;

export function EmergencyBar({ patient, until }: EmergencyBarProps) {
  const { t, i18n } = useTranslation();
  const client = useFhirClient();
  const queries = useQueryClient();
  const now = useNow();
  const { mutate, isPending, error } = useMutation({
    mutationFn: () => client.send({ method: 'POST', path: `Patient/${patient}/$end-break-the-glass`, body: nothing }),
    onSuccess: () => queries.resetQueries(),
  });
  const isOver = now >= until;
  useEffect(() => {
    if (isOver) void queries.resetQueries();
  }, [isOver, queries]);
  const time = new Intl.DateTimeFormat(i18n.language, { timeStyle: 'short' }).format(until);
  return (
    <div className="emergency-bar" role="note">
      <strong>{t('glass.open', { time })}</strong>
      <span>{t('glass.left', { count: Math.max(Math.ceil((until - now) / minute), 0) })}</span>
      <span className="emergency-told">{t('glass.told')}</span>
      <Button size="compact-sm" variant="default" loading={isPending} onClick={() => mutate()}>
        {t('glass.end')}
      </Button>
      {error && <FailureNote error={error} />}
    </div>
  );
}

const nothing = { resourceType: 'Parameters' };

function useNow(): number {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), tick);
    return () => clearInterval(timer);
  }, []);
  return now;
}
