import { aboutPatients, type Policy } from './policy.ts';

/** Staff read their own record, and their family's, in the portal like everybody. */
export const ownChart: Policy = {
  id: 'own-chart',
  title: 'Staff do not open their own or their family’s charts at work',
  cites: '45 CFR 164.502(b) minimum necessary; house rule, also for broken glass',
  narrows: (draft, { person: { kind, ownCharts } }) =>
    kind === 'staff' && ownCharts?.length ? aboutPatients(draft, (part) => [{ ...part, except: ownCharts }]) : [draft],
};
