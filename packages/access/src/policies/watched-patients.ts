import { ofPatients } from '../labels/vocabulary.ts';
import { careOf } from './care-relationship.ts';
import { aboutPatients, type Policy, withReach } from './policy.ts';

/** People of public interest and colleagues: not for whoever may see any chart, but for who has to do with them. */
export const watchedPatients: Policy = {
  id: 'watched-patients',
  title: 'Records of staff and of people of public interest need a care relationship or assigned work',
  cites: '45 CFR 164.308(a)(1)(ii)(D), 164.530(c)(1) safeguards; v3 ActCode CEL, EMP',
  narrows: (draft, ask) => {
    const related = draft.asks === 'care' && ask.state.careRelationship;
    if (draft.role.anyPatient || draft.glass || related || ask.person.kind !== 'staff') return [draft];
    return aboutPatients(draft, (part) => {
      const types = part.types.filter((type) => type !== 'Patient' || !part.role.mayBreakGlass);
      const found = part.types.filter((type) => !types.includes(type));
      return [
        ...(found.length > 0 ? [{ ...part, types: found }] : []),
        ...(types.length > 0
          ? [{ ...part, types, patientsWithout: ofPatients }, withReach({ ...part, types }, careOf(ask))]
          : []),
      ];
    });
  },
};
