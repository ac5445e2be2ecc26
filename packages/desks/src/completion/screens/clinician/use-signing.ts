/** Signs here: documents and orders that were opened. */
import { useFhirClient } from '@charthouse/ui';
import { useFreshAct } from '../work/use-fresh-act.ts';

export function useSigning(onSigned: (names: readonly string[]) => void) {
  const client = useFhirClient();
  return useFreshAct({
    name: 'to-sign',
    run: async (names: readonly string[]) => {
      const parameter = names.map((reference) => ({ name: 'document', valueReference: { reference } }));
      await client.send({ method: 'POST', path: '$sign', body: { resourceType: 'Parameters', parameter } });
      return names;
    },
    onDone: onSigned,
  });
}
