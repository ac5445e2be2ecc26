import type { Reach } from '@charthouse/fhir-model';
import { type Ask, aboutPatients, actorsOf, type Policy, withReach } from './policy.ts';

/** Those who treat see the patients they have to do with: by encounter, appointment, care team, order or task. */
export const careRelationship: Policy = {
  id: 'care-relationship',
  title: 'Clinicians see the patients they care for',
  cites: '45 CFR 164.514(d)(2)(i)(B) conditions of access by role; setting of the organisation',
  narrows: (draft, ask) =>
    draft.asks !== 'care' || draft.glass || !ask.state.careRelationship
      ? [draft]
      : aboutPatients(draft, (part) => [withReach(part, careOf(ask))]),
};

export function careOf({ person, state }: Ask): Reach {
  return { kind: 'care', actors: actorsOf(person), lead: state.careLead, grace: state.careGrace };
}
