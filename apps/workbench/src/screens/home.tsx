/** Where a person lands: their lists, and how much waits in each. */
import { useLists } from '@charthouse/ui';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { usePerson } from '../sign-in/person.ts';
import { UnsavedWork } from './unsaved-work.tsx';

export function Home() {
  const { t } = useTranslation();
  const { name } = usePerson();
  return (
    <div className="page">
      <h1>{t('home.welcome', { name })}</h1>
      <h2 className="page-part">{t('work.title')}</h2>
      <ul className="home-lists">
        {useLists().map(({ list: { id }, title, count }) => {
          const [desk = '', list = ''] = id.split('/');
          return (
            <li key={id}>
              <Link to="/worklists/$desk/$list" params={{ desk, list }}>
                <span>{title}</span>
                <strong>{count ?? '…'}</strong>
              </Link>
            </li>
          );
        })}
      </ul>
      <UnsavedWork />
      <p className="soft">{t('home.start')}</p>
    </div>
  );
}
