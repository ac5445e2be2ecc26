import { isDisclosure, purposeChain, wholeChain } from '../purposes.ts';
import { aboutPatients, actorsOf, type Policy, purposeOf } from './policy.ts';

/** What the patient denied is denied; a Consent that permits widens nothing by itself. */
export const consentDirective: Policy = {
  id: 'consent-directive',
  title: "The patient's consents are followed",
  cites: '45 CFR 164.522(a)(1) restrictions, (a)(1)(iii) emergencies; FHIR R4 Consent',
  narrows: (draft, ask) => {
    if (draft.role.aboveConsent) return [draft];
    const code = purposeOf(draft, ask);
    const consent = {
      actors: actorsOf(ask.person),
      purposes: purposeChain(code),
      purposesDenied: wholeChain(code),
      action: ask.action === 'access' && isDisclosure(code) ? ('disclose' as const) : ask.action,
      needs: [],
      ...(draft.glass && { emergency: true as const }),
    };
    return aboutPatients(draft, (part) => [{ ...part, consent }]);
  },
};
