/** A system of the house that sends to the record what it knows: it may write and see what is labelled, too. */
import { may, type Role } from './role.ts';
import { chart, directory, knowledge, money, studies, traces } from './type-groups.ts';

export const feed: Role = {
  id: 'feed',
  title: 'Feed of a system of the house',
  kinds: ['service'],
  permissions: [may('cruds', [...chart, ...money, ...studies, ...directory, ...knowledge]), may('crs', traces)],
  named: ['access-log.contribute', 'exchange.repair'],
  purposes: ['HOPERAT', 'TREAT', 'HPAYMT'],
  labels: 'any',
  withoutStates: [],
  anyPatient: true,
  aboveConsent: true,
};
