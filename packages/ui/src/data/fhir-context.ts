/** Reading the record from a screen. */
import { type UseQueryResult, useQuery } from '@tanstack/react-query';
import type { Bundle, FhirResource } from 'fhir/r4';
import { createContext, useContext } from 'react';
import type { FhirClient } from './fhir-client.ts';

export const FhirContext = createContext<FhirClient | undefined>(undefined);

export function useFhirClient(): FhirClient {
  const client = useContext(FhirContext);
  if (!client) throw new Error('FhirContext has no client: screens stand below it');
  return client;
}

/** What is at `path` below `/fhir/R4`; not asked for while undefined. */
export function useFhir<T extends FhirResource | Bundle>(path: string | undefined): UseQueryResult<T> {
  const client = useFhirClient();
  return useQuery({
    queryKey: ['fhir', path],
    enabled: path !== undefined,
    queryFn: ({ signal }) => client.read<T>(path!, signal),
  });
}

/** The resources that a page of a search matched. */
export function matches<T extends FhirResource>(bundle: Bundle | undefined): T[] {
  const found = bundle?.entry?.filter(({ search, resource }) => resource && (search?.mode ?? 'match') === 'match');
  return (found ?? []).map(({ resource }) => resource as T);
}
