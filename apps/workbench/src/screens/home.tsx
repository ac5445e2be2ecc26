/** Where a person lands: what waits for them. */
import { useTranslation } from 'react-i18next';
import { usePerson } from '../sign-in/person.ts';

export function Home() {
  const { t } = useTranslation();
  const { name, roles } = usePerson();
  return (
    <div className="page">
      <h1>{t('home.welcome', { name })}</h1>
      <p className="soft">
        {t('home.roles')}: {roles.join(', ')}
      </p>
      <p>{t('home.start')}</p>
    </div>
  );
}
