/** Clinical data analyst: what groups of patients show, without who they are. */
import { none } from './clearances.ts';
import { may, type Role, without } from './role.ts';
import { clinical, directory, knowledge, money, studies, visits } from './type-groups.ts';

const observed = [...visits, ...clinical, ...money];

export const analyst: Role = {
  id: 'analyst',
  title: 'Clinical data analyst',
  kinds: ['staff'],
  permissions: [
    may('rs', ['Patient', ...observed, ...directory, ...knowledge]),
    may('crus', [...studies, 'Task', 'Library', 'Measure']),
  ],
  named: ['insight.measure', 'insight.cohort', 'insight.release'],
  purposes: ['HQUALIMP', 'HOUTCOMS', 'PERFMSR', 'POPHLTH', 'PUBHLTH', 'HRESCH'],
  labels: none,
  withoutStates: ['draft', 'restricted'],
  mask: {
    ...without(observed, ['text', 'note', 'contained', 'identifier', 'subject.display', 'patient.display']),
    Patient: [
      'identifier',
      'name',
      'telecom',
      'address.line',
      'address.text',
      'address.postalCode',
      'photo',
      'contact',
    ],
  },
};
