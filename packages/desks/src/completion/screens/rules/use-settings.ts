/** The settings of the desk as they are kept in the record, and writing them unless somebody else was quicker. */
import { FhirFailure, useFhirClient } from '@charthouse/ui';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { Library } from 'fhir/r4';
import { useMemo } from 'react';
import { type CompletionSettings, defaultSettings } from '../../settings.ts';

const path = 'Library/completion-settings';
const nothing: Library = {
  ...{ resourceType: 'Library', id: 'completion-settings', status: 'active' },
  title: 'Settings of record completion',
  type: { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/library-type', code: 'asset-collection' }] },
};

export function useSettings() {
  const client = useFhirClient();
  const queries = useQueryClient();
  const kept = useQuery({
    queryKey: ['completion', path],
    queryFn: async ({ signal }): Promise<Library> => {
      try {
        return await client.read<Library>(path, signal);
      } catch (error) {
        if (error instanceof FhirFailure && (error.status === 404 || error.status === 410)) return nothing;
        throw error;
      }
    },
  });
  const save = useMutation({
    mutationFn: async (settings: CompletionSettings) => {
      const library = kept.data ?? nothing;
      const version = library.meta?.versionId;
      const headers: Record<string, string> = version ? { 'if-match': `W/"${version}"` } : { 'if-none-match': '*' };
      const body = {
        ...library,
        content: [{ contentType: 'application/json', data: inBase64(JSON.stringify(chosen(settings))) }],
      };
      await client.send({ method: 'PUT', path, body, headers });
    },
    onSuccess: () => queries.invalidateQueries({ queryKey: ['completion'] }),
  });
  const settings = useMemo(() => kept.data && settingsIn(kept.data), [kept.data]);
  return { settings, version: kept.data?.meta?.versionId, error: kept.error, save };
}

/** What is left out is as it is by default. */
function settingsIn({ content }: Library): CompletionSettings {
  const data = content?.[0]?.data;
  if (data === undefined) return defaultSettings;
  const text = new TextDecoder().decode(Uint8Array.from(atob(data), (sign) => sign.charCodeAt(0)));
  return { ...defaultSettings, ...(JSON.parse(text) as Partial<CompletionSettings>) };
}

/** What is as it is by default is left out, and stays so when the default changes. */
function chosen(settings: CompletionSettings): Partial<CompletionSettings> {
  const usual = new Map(Object.entries(defaultSettings).map(([name, value]) => [name, JSON.stringify(value)]));
  return Object.fromEntries(
    Object.entries(settings).filter(([name, value]) => usual.get(name) !== JSON.stringify(value)),
  );
}

function inBase64(text: string): string {
  return btoa([...new TextEncoder().encode(text)].map((byte) => String.fromCharCode(byte)).join(''));
}
