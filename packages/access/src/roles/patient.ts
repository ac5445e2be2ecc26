/** The patient: their own record. 45 CFR 164.524 */
import { own } from './clearances.ts';
import { may, type Role } from './role.ts';
import { chart, directory, knowledge, money } from './type-groups.ts';

export const patient: Role = {
  id: 'patient',
  title: 'Patient',
  kinds: ['patient'],
  permissions: [
    may('rs', [...chart, ...money, 'Provenance'], 'own'),
    may('rs', [...directory, ...knowledge]),
    may('c', ['Consent', 'Communication', 'QuestionnaireResponse', 'DocumentReference', 'Binary', 'Task'], 'own'),
    may('u', ['Consent', 'QuestionnaireResponse'], 'own'),
  ],
  named: ['access-log.own', 'portal.share'],
  purposes: ['PATRQT'],
  labels: own,
  withoutStates: ['draft'],
  anyPatient: true,
  aboveConsent: true,
};
