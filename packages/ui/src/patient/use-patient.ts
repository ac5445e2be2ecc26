/** A patient as the server gives it now, with what the server says about the access: docs/access.md, "In an emergency". */
import { useQuery } from '@tanstack/react-query';
import type { Patient } from 'fhir/r4';
import { useFhirClient } from '../data/fhir-context.ts';

export interface ReadPatient {
  readonly patient: Patient;
  /** Milliseconds since 1970 until which the record is open in an emergency; absent: it is no emergency. */
  readonly emergencyUntil?: number;
  /** What goes with whatever is passed on, such as the notice of 42 CFR 2.32. */
  readonly notice?: string;
}

export const patientKey = (id: string) => ['patient', id] as const;

export function usePatient(id: string) {
  const client = useFhirClient();
  return useQuery({
    queryKey: patientKey(id),
    queryFn: async ({ signal }): Promise<ReadPatient> => {
      const answer = await client.send({ method: 'GET', path: `Patient/${id}`, signal });
      const until = /until=(\S+)/.exec(answer.headers.get('charthouse-emergency-access') ?? '')?.[1];
      const notice = answer.headers.get('charthouse-notice');
      return {
        patient: await answer.json(),
        ...(until && { emergencyUntil: Date.parse(until) }),
        ...(notice && { notice }),
      };
    },
  });
}
