/** Who is at the screen, as the server knows them. */
import { createContext, useContext } from 'react';

export interface Person {
  readonly name: string;
  /** Id of the account; absent while nobody signs in. */
  readonly user?: string;
  /** Named permissions of `packages/access`. */
  readonly permissions: readonly string[];
  /** Ids of `packages/access` roles. */
  readonly roles: readonly string[];
  /** Relative reference, for example `Practitioner/12`. */
  readonly fhirUser?: string;
  /** Whether one of the roles may open a record in an emergency, and for how many minutes at most. */
  readonly mayBreakGlass: boolean;
  readonly glassMinutes?: number;
  /** Whether one of the roles lets change who a patient is; the server decides about each. */
  readonly mayEditPatients: boolean;
  /** Minutes without use after which the session ends. */
  readonly idleMinutes?: number;
  /** False while CHARTHOUSE_AUTH is off. */
  readonly signedIn: boolean;
  readonly signOut: () => void;
  /** To `/auth` and back to where the person is, so that the sign-in is of the last `maxAge` seconds. */
  readonly signInAnew: (maxAge: number) => void;
  /** Somebody else sits down at this screen. */
  readonly switchUser: () => void;
}

export const PersonContext = createContext<Person | undefined>(undefined);

export function usePerson(): Person {
  const person = useContext(PersonContext);
  if (!person) throw new Error('PersonContext is empty: screens stand below it');
  return person;
}
