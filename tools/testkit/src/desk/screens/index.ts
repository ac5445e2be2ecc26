/** The screen of the test desk, fetched when it is first opened. */
import type { MountedDesk } from '@charthouse/ui';

export const umbrellaScreens: Omit<MountedDesk, 'desk'> = {
  screens: [
    {
      path: 'stand',
      title: { en: 'Umbrella stand', es: 'Paragüero' },
      needs: 'documents.index',
      load: () => import('./stand.tsx'),
    },
  ],
};
