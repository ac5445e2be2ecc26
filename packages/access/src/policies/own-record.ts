import type { Person } from '../person.ts';
import { aboutPatients, type Draft, type Policy, withReach } from './policy.ts';

/** Patients see the record that is theirs; who acts for a patient the one that is open to them. */
export const ownRecord: Policy = {
  id: 'own-record',
  title: 'Patients see their own record',
  cites: '45 CFR 164.524(a)(1) access of individuals, 164.502(g)(1) personal representatives',
  narrows: (draft, { person }) => {
    if (draft.asks !== 'own') return [draft];
    const id = recordOf(draft, person);
    return aboutPatients(draft, (part) => (id === undefined ? [] : [withReach(part, { kind: 'patients', ids: [id] })]));
  },
};

/** Whatever record is said to be open, a patient has but their own. */
function recordOf({ role }: Draft, { fhirUser, patient }: Person): string | undefined {
  if (role.forWard) return patient;
  const self = fhirUser?.startsWith('Patient/') ? fhirUser.slice('Patient/'.length) : undefined;
  return patient === undefined || patient === self ? self : undefined;
}
