import type { Policy } from './policy.ts';

/** What the tables of the person's roles allow; what no table allows is denied. */
export const role: Policy = {
  id: 'role',
  title: 'People may do what their roles allow',
  cites: '45 CFR 164.308(a)(4)(ii)(B) access authorization, 164.514(d)(2) role-based minimum necessary',
  grants: ({ roles }) =>
    roles.flatMap((one) =>
      one.permissions.map(({ types, rights, reach, where }) => ({
        ...{ types, rights, asks: reach, role: one },
        ...(where && { where }),
      })),
    ),
};
