export type { Refused } from './authenticate.ts';
export type { Known } from './known.ts';
export type { FindEncounters, FindPatients, SignInEvent } from './parts.ts';
export { createSignIn, type SignIn } from './sign-in.ts';
