import type { Policy } from './policy.ts';

/** Nobody without a name. */
export const knownPerson: Policy = {
  id: 'known-person',
  title: 'Who calls must be known',
  cites: '45 CFR 164.312(a)(2)(i) unique user identification, 164.312(d) person or entity authentication',
  refuses: ({ person, state }) =>
    person.kind === 'anonymous' && state.signIn ? 'Sign in first: this server answers to people it knows.' : undefined,
};
