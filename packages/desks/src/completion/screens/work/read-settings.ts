/** What the hospital chose, for screens: `Library/completion-settings`, or what holds unless it does. */
import { FhirFailure, useFhirClient } from '@charthouse/ui';
import { useQuery } from '@tanstack/react-query';
import type { Library } from 'fhir/r4';
import { type CompletionSettings, defaultSettings } from '../../settings.ts';

export function useCompletionSettings(): CompletionSettings {
  const client = useFhirClient();
  const found = useQuery({
    queryKey: ['completion-settings'],
    queryFn: async ({ signal }) => {
      try {
        return readFrom(await client.read<Library>('Library/completion-settings', signal));
      } catch (error) {
        if (error instanceof FhirFailure && (error.status === 404 || error.status === 403)) return defaultSettings;
        throw error;
      }
    },
  });
  return found.data ?? defaultSettings;
}

function readFrom({ content }: Library): CompletionSettings {
  const data = content?.[0]?.data;
  if (data === undefined) return defaultSettings;
  const text = new TextDecoder().decode(Uint8Array.from(atob(data), (sign) => sign.charCodeAt(0)));
  return { ...defaultSettings, ...(JSON.parse(text) as Partial<CompletionSettings>) };
}
