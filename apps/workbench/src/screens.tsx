/** Every screen and its address. A screen is fetched when it is first opened. */
import { createRootRoute, createRoute, createRouter, lazyRouteComponent } from '@tanstack/react-router';
import { Frame } from './frame/frame.tsx';
import { Home } from './screens/home.tsx';

const root = createRootRoute({ component: Frame });
const home = createRoute({ getParentRoute: () => root, path: '/', component: Home });
const patients = createRoute({
  getParentRoute: () => root,
  path: '/patients',
  validateSearch: (search: Record<string, unknown>): { q?: string } =>
    typeof search.q === 'string' && search.q !== '' ? { q: search.q } : {},
  component: lazyRouteComponent(() => import('./screens/patients.tsx'), 'Patients'),
});
const chart = createRoute({
  getParentRoute: () => root,
  path: '/patients/$id',
  validateSearch: (search: Record<string, unknown>): { tab?: string; at?: string } => ({
    ...(typeof search.tab === 'string' && { tab: search.tab }),
    ...(typeof search.at === 'string' && { at: search.at }),
  }),
  component: lazyRouteComponent(() => import('./screens/chart.tsx'), 'Chart'),
});

const work = createRoute({
  getParentRoute: () => root,
  path: '/worklists/$desk/$list',
  validateSearch: (search: Record<string, unknown>): { at?: string } =>
    typeof search.at === 'string' ? { at: search.at } : {},
  component: lazyRouteComponent(() => import('./screens/work.tsx'), 'Work'),
});

const desk = createRoute({
  getParentRoute: () => root,
  path: '/desks/$desk/$screen',
  component: lazyRouteComponent(() => import('./screens/desk.tsx'), 'DeskScreenPage'),
});

const routeTree = root.addChildren([home, patients, chart, work, desk]);

export function createScreens() {
  return createRouter({ routeTree, defaultPreload: 'intent', scrollRestoration: true });
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof createScreens>;
  }
}
