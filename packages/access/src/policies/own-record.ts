import { aboutPatients, type Policy, withReach } from './policy.ts';

/** Patients, and who acts for them, see the one record that is theirs. */
export const ownRecord: Policy = {
  id: 'own-record',
  title: 'Patients see their own record',
  cites: '45 CFR 164.524(a)(1) access of individuals, 164.502(g)(1) personal representatives',
  narrows: (draft, { person: { patient } }) =>
    draft.asks !== 'own'
      ? [draft]
      : aboutPatients(draft, (part) =>
          patient === undefined ? [] : [withReach(part, { kind: 'patients', ids: [patient] })],
        ),
};
