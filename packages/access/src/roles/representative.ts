/** Acts for a patient: a parent, a guardian, a carer with the patient's leave. 45 CFR 164.502(g) */
import { ofWard } from './clearances.ts';
import { may, type Role } from './role.ts';
import { chart, directory, knowledge, money } from './type-groups.ts';

export const representative: Role = {
  id: 'representative',
  title: 'Representative of a patient',
  kinds: ['patient'],
  permissions: [
    may('rs', [...chart, ...money, 'Provenance'], 'own'),
    may('rs', [...directory, ...knowledge]),
    may('c', ['Communication', 'QuestionnaireResponse', 'Task'], 'own'),
  ],
  named: ['access-log.own'],
  purposes: ['FAMRQT', 'PWATRNY', 'SUPNWK'],
  labels: ofWard,
  withoutStates: ['draft', 'restricted'],
  anyPatient: true,
  forWard: true,
};
