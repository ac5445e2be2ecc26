/** Broken glass that nobody has reviewed: 45 CFR 164.308(a)(1)(ii)(D), information system activity review. */
import type { Worklist } from '../worklist.ts';

export const brokenGlass: Worklist = {
  id: 'privacy/broken-glass',
  needs: 'privacy.review',
  query: [
    ['code', 'https://charthouse.dev/fhir/CodeSystem/task|review-break-the-glass'],
    ['status', 'requested,in-progress,on-hold'],
  ],
  sort: 'authored-on',
  columns: ['patient', 'asked-by', 'due', 'owner'],
};
