/** Whoever reaches a server without sign-in. No role of people: it is not in the list. */
import { resourceTypes } from '@charthouse/fhir-model/definitions';
import { type NamedPermission, namedPermissions } from './named.ts';
import { may, type Role } from './role.ts';

export const everything: Role = {
  id: 'everything',
  title: 'Everybody, without sign-in',
  kinds: ['anonymous'],
  permissions: [may('cruds', resourceTypes)],
  named: Object.keys(namedPermissions) as NamedPermission[],
  purposes: ['HOPERAT', 'TREAT', 'HPAYMT', 'HRESCH', 'PATRQT', 'PUBHLTH', 'HMARKT'],
  labels: 'any',
  withoutStates: [],
  anyPatient: true,
  aboveConsent: true,
};
