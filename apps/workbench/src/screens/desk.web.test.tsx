/** A desk from a folder of its own is mounted by naming it: its lists and its screen are in the frame, and the workbench knows nothing of it. */
import { umbrellas } from '@charthouse/testkit/desk';
import { umbrellaScreens } from '@charthouse/testkit/desk/screens';
import {
  createFhirClient,
  DraftsContext,
  FhirContext,
  KernelContext,
  MeContext,
  MountedContext,
  startWords,
} from '@charthouse/ui';
import { houseDesks, kernelOf } from '@charthouse/worklist';
import { MantineProvider } from '@mantine/core';
import { QueryClientProvider } from '@tanstack/react-query';
import { createMemoryHistory, RouterProvider } from '@tanstack/react-router';
import { prerender } from 'react-dom/static';
import { beforeAll, expect, test, vi } from 'vitest';
import { createQueries } from '../queries.ts';
import { createScreens } from '../screens.tsx';
import { type Person, PersonContext } from '../sign-in/person.ts';

/** Rendered to text, what a browser keeps is read as on its first screen. */
vi.mock('react', async (original) => {
  const react = await original<typeof import('react')>();
  const useSyncExternalStore: typeof react.useSyncExternalStore = (subscribe, read, first = read) =>
    react.useSyncExternalStore(subscribe, read, first);
  return { ...react, useSyncExternalStore };
});

const nothing = () => {};
const ada: Person = {
  ...{ name: 'Ada', permissions: ['documents.index'], roles: ['technician'] },
  ...{ mayBreakGlass: false, mayEditPatients: false, signedIn: true },
  ...{ signOut: nothing, signInAnew: nothing, switchUser: nothing },
};

const none: readonly [] = [];
const drafts = {
  ...{ all: () => none, find: () => undefined, keep: nothing, drop: nothing, state: () => 'kept' as const },
  ...{ flush: async () => {}, subscribe: () => nothing },
};

/** The language is that of a browser that is new here. */
beforeAll(async () => {
  vi.stubGlobal('localStorage', { getItem: () => null });
  vi.stubGlobal('document', { documentElement: {} });
  await startWords();
  vi.stubGlobal('document', undefined);
});

/** The page at an address, for somebody with these permissions, with the desk mounted. */
async function pageAt(address: string, permissions = ada.permissions): Promise<string> {
  const mounted = [...houseDesks.map((desk) => ({ desk })), { desk: umbrellas, ...umbrellaScreens }];
  const person = { ...ada, permissions };
  const client = createFhirClient({ token: async () => '', renew: async () => '' });
  const router = createScreens(createMemoryHistory({ initialEntries: [address] }));
  await router.load();
  const page = (
    <MantineProvider>
      <PersonContext value={person}>
        <MeContext value={person}>
          <FhirContext value={client}>
            <KernelContext value={kernelOf(mounted.map(({ desk }) => desk))}>
              <MountedContext value={mounted}>
                <DraftsContext value={drafts}>
                  <QueryClientProvider client={createQueries()}>
                    <RouterProvider router={router} />
                  </QueryClientProvider>
                </DraftsContext>
              </MountedContext>
            </KernelContext>
          </FhirContext>
        </MeContext>
      </PersonContext>
    </MantineProvider>
  );
  const { prelude } = await prerender(page);
  return new Response(prelude).text();
}

test('has its screen at its address, in its words, and in the menu beside its lists', async () => {
  const page = await pageAt('/desks/umbrellas/stand');
  expect(page).toMatch(/<h1[^>]*>Golden umbrellas<\/h1><p[^>]*>It is of gold\.<\/p>/);
  expect(page).toMatch(/href="\/desks\/umbrellas\/stand"[^>]*><span>Umbrella stand</);
  expect(page).toMatch(/href="\/worklists\/umbrellas\/found"[^>]*><span>Umbrellas found</);
});

test('is not in the menu of somebody who may not work there', async () => {
  expect(await pageAt('/', [])).not.toContain('/desks/umbrellas/stand');
});
