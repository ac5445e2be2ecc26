/** A short tour of the person's role: offered at home until it was seen or declined, by keyboard alone; Escape ends it. */
import { Button } from '@mantine/core';
import { useHotkeys } from '@mantine/hooks';
import { useLocation } from '@tanstack/react-router';
import { useCallback, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { usePerson } from '../sign-in/person.ts';
import { tourOf } from './tour-steps.ts';

/** Of whom it is known on this machine that they have seen it. */
const kept = 'charthouse.toured';
const asked = 'charthouse:tour';

const toured = () => JSON.parse(localStorage.getItem(kept) ?? '[]') as readonly string[];

/** Once more, from the first step. */
export function startTour(): void {
  dispatchEvent(new Event(asked));
}

export function Tour() {
  const { t } = useTranslation();
  const { user = 'anonymous', roles } = usePerson();
  const { pathname } = useLocation();
  const [at, setAt] = useState(-1);
  const [isSeen, setSeen] = useState(() => toured().includes(user));
  useEffect(() => {
    const begin = () => setAt(0);
    addEventListener(asked, begin);
    return () => removeEventListener(asked, begin);
  }, []);
  const steps = tourOf(roles);
  const step = steps[at];
  const end = useCallback(() => {
    localStorage.setItem(kept, JSON.stringify([...new Set([...toured(), user])]));
    setSeen(true);
    setAt(-1);
  }, [user]);
  useHotkeys(step ? [['Escape', end]] : []);
  if (!step && (isSeen || pathname !== '/')) return null;
  const isLast = at === steps.length - 1;
  return (
    <aside className="tour no-print" aria-labelledby="tour-title">
      <strong id="tour-title">{step ? t('tour.title', { at: at + 1, all: steps.length }) : t('tour.start')}</strong>
      <p aria-live="polite">{t(step ? `tour.${step}` : 'tour.offer')}</p>
      <p className="trend-actions">
        <Button size="compact-sm" variant="default" onClick={end}>
          {t(step ? 'tour.end' : 'tour.skip')}
        </Button>
        {at > 0 && (
          <Button size="compact-sm" variant="default" onClick={() => setAt(at - 1)}>
            {t('tour.back')}
          </Button>
        )}
        <Button size="compact-sm" onClick={isLast ? end : () => setAt(at + 1)}>
          {t(isLast ? 'tour.done' : step ? 'tour.next' : 'tour.start')}
        </Button>
      </p>
    </aside>
  );
}
