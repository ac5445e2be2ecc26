/** The thing itself, beside the list; on a phone instead of it, with the way back. */
import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import './chart.css';

interface ThingPaneProps {
  /** Closes it: the list is there again. */
  readonly onBack: () => void;
  /** Nothing: nothing is open. */
  readonly children: ReactNode;
}

export function ThingPane({ onBack, children }: ThingPaneProps) {
  const { t } = useTranslation();
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, also by keys
    <aside className="chart-thing" aria-live="polite" aria-label={t('chart.reading')} tabIndex={0}>
      {children ? (
        <>
          <Button className="chart-back no-print" variant="default" onClick={onBack}>
            ← {t('chart.toList')}
          </Button>
          {children}
        </>
      ) : (
        <p className="soft">{t('chart.pick')}</p>
      )}
    </aside>
  );
}
