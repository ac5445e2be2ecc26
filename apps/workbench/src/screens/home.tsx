/** Where a person lands: their lists, how much waits in each, what is due, their numbers, and what they typed without saving. */
import { type CountedList, DueNext, useClock, useLists, useMounted } from '@charthouse/ui';
import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { lazy, Suspense, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { startTour } from '../frame/tour.tsx';
import { usePerson } from '../sign-in/person.ts';
import { HomeNumbers } from './home-numbers.tsx';
import { useSetUp } from './set-up.tsx';
import { UnsavedWork } from './unsaved-work.tsx';

export function Home() {
  const { t } = useTranslation();
  const { name, permissions } = usePerson();
  return (
    <div className="page">
      <h1>{t('home.welcome', { name })}</h1>
      <DeskParts />
      <UnsavedWork />
      {permissions.includes('admin.settings') && <SetUpState />}
      <div className="home-columns">
        <section aria-labelledby="home-lists">
          <h2 className="page-part" id="home-lists">
            {t('work.title')}
          </h2>
          <ul className="home-lists">
            {useLists().map(({ list: { id }, title, count, late, next }) => {
              const [desk = '', list = ''] = id.split('/');
              return (
                <li key={id}>
                  <Link to="/worklists/$desk/$list" params={{ desk, list }}>
                    <span>{title}</span>
                    <ListClock late={late} next={next} />
                    <strong>{count ?? '…'}</strong>
                  </Link>
                </li>
              );
            })}
          </ul>
        </section>
        <DueNext
          link={({ id }, shown) => (
            <Link to="/worklists/$desk/$list" params={{ desk: 'mine', list: 'tasks' }} search={{ at: id! }}>
              {shown}
            </Link>
          )}
        />
        <HomeNumbers />
      </div>
      <p className="soft">{t('home.start')}</p>
      <Button variant="subtle" size="compact-sm" onClick={startTour}>
        {t('tour.again')}
      </Button>
    </div>
  );
}

/** What is late of a list, and when the next is due: words and colour. */
function ListClock({ late, next }: Pick<CountedList, 'late' | 'next'>) {
  const { t } = useTranslation();
  const clock = useClock();
  const due = next === undefined ? undefined : clock(next);
  return (
    <span className="home-clock">
      {late > 0 && <span className="time-past">{t('work.lateCount', { count: late })}</span>}
      {due && <span className={due.span || 'soft'}>{t('work.next', { time: due.words })}</span>}
    </span>
  );
}

function SetUpState() {
  const { t } = useTranslation();
  const { data } = useSetUp();
  const done = data?.filter(({ isDone }) => isDone).length ?? 0;
  if (!data || done === data.length) return null;
  return (
    <p className="saved-note">
      <span>
        {t('setUp.title')}: {t('setUp.of', { done, all: data.length })}
      </span>
      <Link to="/set-up">{t('tour.go')}</Link>
    </p>
  );
}

/** What the person's desks have to say this morning. */
function DeskParts() {
  const { permissions } = usePerson();
  const mounted = useMounted();
  const parts = useMemo(
    () =>
      mounted
        .flatMap(({ home = [] }) => home)
        .filter(({ needs }) => permissions.includes(needs))
        .map(({ load }) => lazy(load)),
    [mounted, permissions],
  );
  return (
    <Suspense>
      {parts.map((Part, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a workbench do not change
        <Part key={at} />
      ))}
    </Suspense>
  );
}
