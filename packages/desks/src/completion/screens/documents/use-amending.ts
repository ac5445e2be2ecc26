/** Adds to a document, corrects it or takes it back, as the server does it: the original stays. */
import { named, useFhirClient } from '@charthouse/ui';
import type { Parameters } from 'fhir/r4';
import { useFreshAct } from '../work/use-fresh-act.ts';
import type { Amendment } from './amendment.ts';

export interface Amending {
  /** `DocumentReference/id` */
  readonly name: string;
  readonly kind: Amendment;
  readonly reason: string;
  readonly text?: string;
  /** ISO 8601 */
  readonly when?: string;
}

export interface Amended {
  readonly kind: Amendment;
  /** The new document, as `DocumentReference/id`; absent: there is none. */
  readonly document: string | undefined;
}

export function useAmending(onDone: (done: Amended) => void) {
  const client = useFhirClient();
  return useFreshAct({
    name: 'to-amend',
    run: async ({ name, kind, reason, text, when }: Amending): Promise<Amended> => {
      const parameter = [
        { name: 'kind', valueCode: kind },
        { name: 'reason', valueString: reason },
        ...(text ? [{ name: 'text', valueString: text }] : []),
        ...(when ? [{ name: 'when', valueDateTime: when }] : []),
      ];
      const body = { resourceType: 'Parameters', parameter };
      const answer = await client.send({ method: 'POST', path: `${name}/$amend`, body });
      const told = (await answer.json()) as Parameters;
      return { kind, document: named(told, 'document')[0]?.valueReference?.reference };
    },
    onDone,
  });
}

export type Run = ReturnType<typeof useAmending>;
