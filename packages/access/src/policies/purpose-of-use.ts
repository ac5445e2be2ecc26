import { isEmergency, purposeChain, purposeCodes } from '../purposes.ts';
import type { Policy } from './policy.ts';

/** A purpose that is for none of the person's roles is refused; with several roles, those act that it is for. Nobody just says that it is an emergency. */
export const purposeOfUse: Policy = {
  id: 'purpose-of-use',
  title: 'People act for the purposes of their roles',
  cites: '45 CFR 164.506(c), 164.502(a)(1): uses are permitted for purposes',
  refuses: ({ person: { purpose, breakGlass }, roles, state }) => {
    if (purpose === undefined || roles.length === 0) return undefined;
    if (!purposeCodes.has(purpose))
      return `"${purpose}" is no purpose of use: take a code of v3 PurposeOfUse, such as TREAT.`;
    if (isEmergency(purpose))
      return breakGlass && breakGlass.until > state.now ? undefined : 'In an emergency break the glass first.';
    return roles.some(({ purposes }) => isFor(purposes, purpose))
      ? undefined
      : `The purpose ${purpose} is for none of your roles.`;
  },
  narrows: (draft, { person: { purpose } }) =>
    purpose === undefined || isEmergency(purpose) || draft.glass || isFor(draft.role.purposes, purpose) ? [draft] : [],
};

function isFor(purposes: readonly string[], purpose: string): boolean {
  return purposeChain(purpose).some((one) => purposes.includes(one));
}
