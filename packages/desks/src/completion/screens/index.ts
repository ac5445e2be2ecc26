/** The screens of record completion: one line each, fetched when they are first opened. */
import type { MountedDesk } from '@charthouse/ui';

export const completionScreens: Omit<MountedDesk, 'desk'> = {
  home: [
    { needs: 'completion.analyse', load: () => import('./technician/morning-line.tsx') },
    { needs: 'completion.sign', load: () => import('./clinician/inbox-line.tsx') },
  ],
  screens: [
    {
      path: 'morning',
      title: { en: 'Discharges of yesterday', es: 'Altas de ayer' },
      needs: 'completion.analyse',
      load: () => import('./technician/morning.tsx'),
    },
    {
      path: 'delinquency',
      title: { en: 'Delinquency round', es: 'Ronda de morosidad' },
      needs: 'completion.notify',
      load: () => import('./round/delinquency.tsx'),
    },
    {
      path: 'notices',
      title: { en: 'Notices', es: 'Avisos' },
      needs: 'completion.notify',
      load: () => import('./notices/notices.tsx'),
    },
    {
      path: 'suspensions',
      title: { en: 'Suspensions', es: 'Suspensiones' },
      needs: 'completion.suspend',
      load: () => import('./notices/suspensions.tsx'),
    },
    {
      path: 'committee',
      title: { en: 'Closure by the committee', es: 'Cierre por el comité' },
      needs: 'completion.suspend',
      load: () => import('./committee/committee.tsx'),
    },
    {
      path: 'decisions',
      title: { en: 'Suspensions', es: 'Suspensiones' },
      needs: 'completion.approve',
      load: () => import('./notices/suspensions.tsx'),
    },
    {
      path: 'reports',
      title: { en: 'Reports', es: 'Informes' },
      needs: 'completion.notify',
      load: () => import('./reports/reports.tsx'),
    },
    {
      path: 'rules',
      title: { en: 'Rules of completion', es: 'Reglas de compleción' },
      needs: 'completion.settings',
      load: () => import('./rules/rules.tsx'),
    },
    {
      path: 'inbox',
      title: { en: 'My inbox', es: 'Mi bandeja' },
      needs: 'completion.sign',
      load: () => import('./clinician/inbox.tsx'),
    },
    {
      path: 'documents',
      title: { en: 'My documents', es: 'Mis documentos' },
      needs: 'completion.sign',
      load: () => import('./documents/my-documents.tsx'),
    },
  ],
  things: { chart: () => import('./technician/chart-analysis.tsx') },
};
