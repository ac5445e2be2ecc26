/** Treats patients: those they have to do with, and in an emergency any other. */
import { treating } from './clearances.ts';
import { may, type Role } from './role.ts';
import { clinical, consents, directory, documents, index, knowledge, visits, work } from './type-groups.ts';

export const clinician: Role = {
  id: 'clinician',
  title: 'Clinician',
  kinds: ['staff'],
  permissions: [
    may('rs', index),
    may('u', index, 'care'),
    may('c', ['RelatedPerson'], 'care'),
    may('rs', [...directory, ...knowledge]),
    may('crus', [...visits, ...clinical, ...documents, ...work], 'care'),
    may('rs', consents, 'care'),
    may('crs', ['Provenance'], 'care'),
  ],
  named: ['completion.sign', 'cdi.answer'],
  purposes: ['TREAT', 'CAREMGT', 'PATSFTY', 'TRAIN'],
  labels: treating,
  withoutStates: ['restricted'],
  mayBreakGlass: true,
};
