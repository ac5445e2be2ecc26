/** What the person has typed and not saved, on whatever machine: to go on with, or to throw away. */
import { displayTime, useAllDrafts, useDrafts } from '@charthouse/ui';
import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';

export function UnsavedWork() {
  const { t, i18n } = useTranslation();
  const drafts = useDrafts();
  const all = useAllDrafts();
  if (all.length === 0) return null;
  return (
    <section aria-labelledby="unsaved-work">
      <h2 className="page-part" id="unsaved-work">
        {t('draft.title')}
      </h2>
      <ul className="home-drafts">
        {all.map(({ key, body: { title, to }, changed }) => (
          <li key={key}>
            <span>
              <bdi>{title}</bdi>{' '}
              <span className="soft">
                {t('draft.since', { time: displayTime(new Date(changed).toISOString(), i18n.language) })}
              </span>
            </span>
            <Link to={to}>{t('draft.goOn')}</Link>
            <Button size="compact-sm" variant="default" onClick={() => drafts.drop(key)}>
              {t('draft.drop')}
            </Button>
          </li>
        ))}
      </ul>
    </section>
  );
}
