/** Saves an identity on the version that was looked at, and takes it back while nobody changed it since: https://hl7.org/fhir/R4/http.html#concurrency */
import type { Patient } from 'fhir/r4';
import type { FhirClient } from '../../data/fhir-client.ts';
import { type Identity, identityOf } from './identity.ts';
import { identityPatch } from './identity-patch.ts';

/** What was saved, and how it was before. */
export interface Saved {
  readonly patient: Patient;
  readonly before: Identity;
}

/** @throws FhirFailure 412 when somebody was quicker */
export async function saveIdentity(client: FhirClient, patient: Patient, wanted: Identity): Promise<Saved> {
  const answer = await client.send({
    method: 'PATCH',
    path: `Patient/${patient.id}`,
    body: identityPatch(patient, wanted),
    headers: {
      'content-type': 'application/json-patch+json',
      'if-match': `W/"${patient.meta?.versionId}"`,
      prefer: 'return=representation',
    },
  });
  return { patient: await answer.json(), before: identityOf(patient) };
}
