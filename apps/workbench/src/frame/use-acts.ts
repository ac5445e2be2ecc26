/** What can be done from anywhere, with its key. */
import { speak } from '@charthouse/ui';
import { useComputedColorScheme, useMantineColorScheme } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { usePerson } from '../sign-in/person.ts';
import type { Found } from './found.ts';
import { startTour } from './tour.tsx';

export function useActs(onKeys: () => void): readonly Found[] {
  const { t, i18n } = useTranslation();
  const navigate = useNavigate();
  const { setColorScheme } = useMantineColorScheme();
  const isDark = useComputedColorScheme() === 'dark';
  const { signedIn, signOut, switchUser, permissions } = usePerson();
  const act = (id: string, words: string, go: () => unknown): Found => ({
    ...{ id, words, group: t('palette.actions'), go },
  });
  const screen = (...given: Parameters<typeof act>): Found => ({ ...act(...given), group: t('palette.screens') });
  return [
    { ...screen('home', t('frame.home'), () => navigate({ to: '/' })), keys: 'Alt H' },
    { ...screen('patients', t('frame.patients'), () => navigate({ to: '/patients' })), keys: 'Alt P' },
    ...(permissions.includes('work.rules')
      ? [screen('rules', t('rules.title'), () => navigate({ to: '/rules' }))]
      : []),
    ...(permissions.includes('admin.settings')
      ? [screen('set-up', t('setUp.title'), () => navigate({ to: '/set-up' }))]
      : []),
    { ...act('keys', t('keys.help'), onKeys), keys: '?' },
    act('scheme', t(isDark ? 'frame.light' : 'frame.dark'), () => setColorScheme(isDark ? 'light' : 'dark')),
    act('language', i18n.language === 'es' ? 'English' : 'Español', () => speak(i18n.language === 'es' ? 'en' : 'es')),
    act('tour', t('tour.again'), startTour),
    ...(signedIn ? [act('switch', t('session.switch'), switchUser), act('sign-out', t('frame.signOut'), signOut)] : []),
  ];
}
