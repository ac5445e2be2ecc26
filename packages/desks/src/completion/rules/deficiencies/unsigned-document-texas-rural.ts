/** Texas: a limited services rural hospital (federally: rural emergency hospital) has two days from discharge. */
import type { DeficiencyRule } from '../deficiency-rule.ts';

const observed = {
  now: '2026-11-05 08:00',
  profile: 'rural-emergency-hospital',
  state: 'TX',
  class: 'observation',
  admitted: '2026-11-03 20:00',
  discharged: '2026-11-04 12:00',
};

export const unsignedDocumentTexasRural: DeficiencyRule = {
  id: 'unsigned-document-texas-rural',
  title: 'Document signed (Texas, limited services rural hospital)',
  type: 'unsigned-document',
  cites: {
    text: '26 TAC 511.67(a)(2)(C)',
    url: 'https://texreg.sos.state.tx.us/public/readtac$ext.TacPage?sl=R&app=9&p_dir=&p_rloc=&p_tloc=&p_ploc=&pg=1&p_tac=&ti=26&pt=1&ch=511&rl=67',
    weight: 'law',
  },
  effective: { from: '2023-10-05' },
  where: { profiles: ['rural-emergency-hospital'], states: ['TX'] },
  check: { kind: 'document', flaw: 'unsigned' },
  due: [{ after: 'discharge', hours: 48 }],
  severity: 'warn',
  explains: 'Whoever provided or evaluated the service authenticates it within 48 hours of the discharge.',
  cases: [
    {
      says: 'A preliminary note after discharge in Texas',
      given: { ...observed, documents: [['progress-note', '2026-11-04 10:00', 'unsigned']] },
      expect: ['2026-11-06 12:00'],
    },
    { says: 'Signed', given: { ...observed, documents: [['progress-note', '2026-11-04 10:00']] }, expect: [] },
    {
      says: 'Another state',
      given: { ...observed, state: 'KS', documents: [['progress-note', '2026-11-04 10:00', 'unsigned']] },
      expect: [],
    },
  ],
};
