/** Every screen and its address. A screen is fetched when it is first opened. */
import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  type RouterHistory,
} from '@tanstack/react-router';
import { Frame } from './frame/frame.tsx';
import { Home } from './screens/home.tsx';

/** What of a chart is open. */
interface ChartAddress {
  readonly tab?: string;
  readonly at?: string;
  /** What is searched for inside the chart. */
  readonly find?: string;
  /** The identity is being edited. */
  readonly edit?: 1;
  /** The glass is about to be broken. */
  readonly glass?: 1;
}

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
  validateSearch: (search: Record<string, unknown>): ChartAddress => ({
    ...(typeof search.tab === 'string' && { tab: search.tab }),
    ...(typeof search.at === 'string' && { at: search.at }),
    ...(search.find !== undefined && { find: String(search.find) }),
    ...(search.edit !== undefined && { edit: 1 }),
    ...(search.glass !== undefined && { glass: 1 }),
  }),
  component: lazyRouteComponent(() => import('./screens/chart.tsx'), 'Chart'),
});

const work = createRoute({
  getParentRoute: () => root,
  path: '/worklists/$desk/$list',
  validateSearch: (search: Record<string, unknown>): { at?: string; show?: string } => ({
    ...(typeof search.at === 'string' && { at: search.at }),
    ...(typeof search.show === 'string' && { show: search.show }),
  }),
  component: lazyRouteComponent(() => import('./screens/work.tsx'), 'Work'),
});

const desk = createRoute({
  getParentRoute: () => root,
  path: '/desks/$desk/$screen',
  component: lazyRouteComponent(() => import('./screens/desk.tsx'), 'DeskScreenPage'),
});

const ledger = createRoute({
  getParentRoute: () => root,
  path: '/ledger',
  component: lazyRouteComponent(() => import('./screens/ledger/ledger.tsx'), 'Ledger'),
});

const release = createRoute({
  getParentRoute: () => root,
  path: '/patients/$id/proof',
  component: lazyRouteComponent(() => import('./screens/ledger/release.tsx'), 'Release'),
});

const staff = createRoute({
  getParentRoute: () => root,
  path: '/staff/$id',
  component: lazyRouteComponent(() => import('./screens/staff.tsx'), 'Staff'),
});

const rules = createRoute({
  getParentRoute: () => root,
  path: '/rules',
  component: lazyRouteComponent(() => import('./screens/rules/rules.tsx'), 'Rules'),
});

const setUp = createRoute({
  getParentRoute: () => root,
  path: '/set-up',
  component: lazyRouteComponent(() => import('./screens/set-up.tsx'), 'SetUp'),
});

const routeTree = root.addChildren([home, patients, chart, work, desk, ledger, release, staff, rules, setUp]);

/** `history`: in place of the browser's. */
export function createScreens(history?: RouterHistory) {
  return createRouter({ routeTree, defaultPreload: 'intent', scrollRestoration: true, ...(history && { history }) });
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof createScreens>;
  }
}
