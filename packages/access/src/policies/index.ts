/** The policies, in the order in which they work on a grant. */
import { breakTheGlass } from './break-the-glass.ts';
import { careRelationship } from './care-relationship.ts';
import { consentDirective } from './consent-directive.ts';
import { facility } from './facility.ts';
import { knownPerson } from './known-person.ts';
import { ownChart } from './own-chart.ts';
import { ownRecord } from './own-record.ts';
import { partTwo } from './part-two.ts';
import type { Policy } from './policy.ts';
import { psychotherapyNotes } from './psychotherapy-notes.ts';
import { purposeOfUse } from './purpose-of-use.ts';
import { recordState } from './record-state.ts';
import { role } from './role.ts';
import { scope } from './scope.ts';
import { sensitiveLabels } from './sensitive-labels.ts';
import { signInOff } from './sign-in-off.ts';
import { watchedPatients } from './watched-patients.ts';

export const policies: readonly Policy[] = [
  knownPerson,
  signInOff,
  role,
  breakTheGlass,
  purposeOfUse,
  scope,
  ownRecord,
  careRelationship,
  watchedPatients,
  ownChart,
  facility,
  sensitiveLabels,
  recordState,
  consentDirective,
  partTwo,
  psychotherapyNotes,
];
