/** When nobody could be signed in: why, and one thing to do. */
import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';

export function SignInFailed({ error }: { readonly error: Error }) {
  const { t } = useTranslation();
  return (
    <main style={{ maxWidth: '32rem', margin: '12vh auto', padding: '0 1.25rem' }}>
      <h1>{t('frame.signInFailed')}</h1>
      <p>{error.message}</p>
      <Button component="a" href="/">
        {t('frame.again')}
      </Button>
    </main>
  );
}
