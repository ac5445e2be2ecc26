import { ofNobody } from '../roles/type-groups.ts';
import type { Policy } from './policy.ts';

/** The record of one patient, for a time, without care relationship, labels and consents in the way. */
export const breakTheGlass: Policy = {
  id: 'break-the-glass',
  title: 'In an emergency a clinician opens one patient’s record',
  cites: '45 CFR 164.312(a)(2)(ii) emergency access procedure, 164.522(a)(1)(iii); 42 CFR 2.51',
  grants: ({ person: { breakGlass }, roles, state }) =>
    breakGlass === undefined || breakGlass.until <= state.now
      ? []
      : roles
          .filter((one) => one.mayBreakGlass)
          .flatMap((one) =>
            one.permissions.map(({ types, rights, reach }) => ({
              types: types.filter((type) => !ofNobody.has(type)),
              rights,
              asks: reach,
              role: one,
              glass: true as const,
              reach: [{ kind: 'patients' as const, ids: [breakGlass.patient] }],
            })),
          ),
};
