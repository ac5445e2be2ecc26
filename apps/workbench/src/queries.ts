/** How screens keep what they read: what is shown stays while it is read anew; refusals are not asked again. */
import { FhirFailure } from '@charthouse/ui';
import { QueryClient } from '@tanstack/react-query';

const minute = 60_000;

export function createQueries(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: minute,
        networkMode: 'always', // what a browser thinks of its network says nothing of a server in the house
        retry: (count, error) => !(error instanceof FhirFailure && error.status > 0 && error.status < 500) && count < 8,
        retryDelay: (count) => Math.min(500 * 2 ** count, 15_000),
      },
      mutations: { networkMode: 'always' },
    },
  });
}
