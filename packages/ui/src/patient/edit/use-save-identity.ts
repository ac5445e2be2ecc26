/** Saving from a screen: what is shown elsewhere is read anew. */
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { Patient } from 'fhir/r4';
import { useFhirClient } from '../../data/fhir-context.ts';
import { FhirFailure } from '../../data/fhir-failure.ts';
import { patientKey } from '../use-patient.ts';
import type { Identity } from './identity.ts';
import { type Saved, saveIdentity } from './save-identity.ts';

interface Saving {
  readonly patient: Patient;
  readonly onSaved: (saved: Saved) => void;
  /** Somebody was quicker. */
  readonly onStale: () => void;
}

export function useSaveIdentity({ patient, onSaved, onStale }: Saving) {
  const client = useFhirClient();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (wanted: Identity) => saveIdentity(client, patient, wanted),
    onSuccess: async (saved) => {
      await queries.invalidateQueries({ queryKey: patientKey(patient.id!) });
      onSaved(saved);
    },
    onError: (error) => error instanceof FhirFailure && error.status === 412 && onStale(),
  });
}
