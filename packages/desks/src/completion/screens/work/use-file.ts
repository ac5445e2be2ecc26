/** A file that an operation makes, saved where the browser saves files. */
import { useFhirClient } from '@charthouse/ui';
import { useMutation } from '@tanstack/react-query';

export interface WantedFile {
  /** Below `/fhir/R4`. */
  readonly path: string;
  readonly type: 'application/pdf' | 'text/csv';
  readonly name: string;
}

export function useFile() {
  const client = useFhirClient();
  return useMutation({
    mutationFn: async ({ path, type, name }: WantedFile) => {
      const answer = await client.send({ method: 'GET', path, headers: { accept: type } });
      const address = URL.createObjectURL(new Blob([await answer.arrayBuffer()], { type }));
      const link = document.createElement('a');
      Object.assign(link, { href: address, download: name }).click();
      setTimeout(() => URL.revokeObjectURL(address), 60_000);
    },
  });
}
