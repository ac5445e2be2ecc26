/** Starts the workbench: words, sign-in, then the frame with its screens. */
import '@mantine/core/styles.css';
import {
  createFhirClient,
  DraftsContext,
  FhirContext,
  KernelContext,
  LiveProvider,
  MeContext,
  MountedContext,
  openDrafts,
  startWords,
  theme,
  variables,
} from '@charthouse/ui';
import { kernelOf } from '@charthouse/worklist';
import { MantineProvider } from '@mantine/core';
import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { type ReactNode, StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { mounted } from './desks.ts';
import { startPreferences } from './frame/preferences.ts';
import { createQueries } from './queries.ts';
import { createScreens } from './screens.tsx';
import { openAuthorized } from './sign-in/open.ts';
import { PersonContext } from './sign-in/person.ts';
import { createPresence, PresenceContext } from './sign-in/presence.ts';
import { SignInFailed } from './sign-in/sign-in-failed.tsx';

const kernel = kernelOf(mounted.map(({ desk }) => desk));
const nonce = document.querySelector<HTMLMetaElement>('meta[name=csp-nonce]')?.content;

function dressed(children: ReactNode): ReactNode {
  return (
    <StrictMode>
      <MantineProvider
        theme={theme}
        cssVariablesResolver={variables}
        defaultColorScheme="auto"
        {...(nonce && { getStyleNonce: () => nonce })}
      >
        {children}
      </MantineProvider>
    </StrictMode>
  );
}

async function start(): Promise<void> {
  const presence = createPresence();
  const root = createRoot(document.getElementById('root')!);
  startPreferences();
  await startWords();
  try {
    const opened = await openAuthorized();
    if (!opened) return;
    const client = createFhirClient(opened.session, presence.note);
    const drafts = await openDrafts(client, opened.person.user ?? opened.person.name);
    const router = createScreens();
    if (opened.back !== undefined) await router.navigate({ to: opened.back, replace: true });
    root.render(
      dressed(
        <QueryClientProvider client={createQueries()}>
          <FhirContext.Provider value={client}>
            <PresenceContext.Provider value={presence}>
              <PersonContext.Provider value={opened.person}>
                <MeContext.Provider value={opened.person}>
                  <DraftsContext.Provider value={drafts}>
                    <KernelContext.Provider value={kernel}>
                      <MountedContext.Provider value={mounted}>
                        <LiveProvider>
                          <RouterProvider router={router} />
                        </LiveProvider>
                      </MountedContext.Provider>
                    </KernelContext.Provider>
                  </DraftsContext.Provider>
                </MeContext.Provider>
              </PersonContext.Provider>
            </PresenceContext.Provider>
          </FhirContext.Provider>
        </QueryClientProvider>,
      ),
    );
  } catch (error) {
    root.render(dressed(<SignInFailed error={error as Error} />));
  }
}

await start();
