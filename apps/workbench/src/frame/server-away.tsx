/** The server does not answer: says so, asks again, and reads everything anew when it is back. */
import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useAway, usePresence } from '../sign-in/presence.ts';

const again = 2_000;

export function ServerAway() {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const { note } = usePresence();
  const isAway = useAway();
  useEffect(() => {
    if (!isAway) return;
    const timer = setInterval(() => {
      void fetch('/readyz')
        .then(({ ok }) => {
          if (!ok) return;
          note(true);
          return queries.invalidateQueries();
        })
        .catch(() => {});
    }, again);
    return () => clearInterval(timer);
  }, [isAway, note, queries]);
  if (!isAway) return null;
  return (
    <p className="frame-warning" role="alert">
      {t('session.away')}
    </p>
  );
}
