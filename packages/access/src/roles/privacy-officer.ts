/** Privacy officer: who looked and why, breaches, restrictions, accounting of disclosures. */
import { treating } from './clearances.ts';
import { may, type Role } from './role.ts';
import { chart, consents, directory, knowledge, money, traces, work } from './type-groups.ts';

export const privacyOfficer: Role = {
  id: 'privacy-officer',
  title: 'Privacy officer',
  kinds: ['staff'],
  permissions: [
    may('rs', [...chart, ...money, ...traces, ...directory, ...knowledge]),
    may('cu', [...consents, ...work, 'Flag']),
  ],
  named: [
    'privacy.review',
    'privacy.breach',
    'privacy.accounting',
    'access-log.read',
    'release.approve',
    'governance.policy',
    'record.label',
    'work.export',
  ],
  purposes: ['HCOMPL', 'FRAUD', 'PATRQT', 'HLEGAL'],
  labels: treating,
  withoutStates: [],
  anyPatient: true,
  aboveConsent: true,
};
