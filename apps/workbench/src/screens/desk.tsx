/** A screen that a desk brings, at its own address. */
import { useMounted } from '@charthouse/ui';
import { useParams } from '@tanstack/react-router';
import { lazy, Suspense, useMemo } from 'react';
import { useTranslation } from 'react-i18next';

export function DeskScreenPage() {
  const { t } = useTranslation();
  const { desk, screen } = useParams({ from: '/desks/$desk/$screen' });
  const mounted = useMounted();
  const found = mounted.find((one) => one.desk.id === desk)?.screens?.find(({ path }) => path === screen);
  const Screen = useMemo(() => found && lazy(found.load), [found]);
  if (!Screen) return <p className="page">{t('failure.absent')}</p>;
  return (
    <Suspense fallback={<p className="page soft">{t('chart.loading')}</p>}>
      <Screen />
    </Suspense>
  );
}
