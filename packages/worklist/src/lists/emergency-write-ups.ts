/** Disclosures in a medical emergency that have to be documented: 42 CFR 2.51(c). */
import type { Worklist } from '../worklist.ts';

export const emergencyWriteUps: Worklist = {
  id: 'privacy/emergency-write-ups',
  needs: 'privacy.review',
  query: [
    ['code', 'https://charthouse.dev/fhir/CodeSystem/task|write-up-part-2-emergency'],
    ['status', 'requested,in-progress,on-hold'],
  ],
  sort: 'authored-on',
  columns: ['patient', 'asked-by', 'due', 'owner'],
};
