import { everything } from '../roles/everything.ts';
import type { Policy } from './policy.ts';

/** A server on one's own machine, without accounts. */
export const signInOff: Policy = {
  id: 'sign-in-off',
  title: 'Without sign-in everybody may do everything',
  cites: 'House rule: CHARTHOUSE_AUTH=off, on the loopback interface only',
  grants: ({ person, state }) =>
    person.kind === 'anonymous' && !state.signIn
      ? everything.permissions.map(({ types, rights, reach }) => ({ types, rights, asks: reach, role: everything }))
      : [],
};
