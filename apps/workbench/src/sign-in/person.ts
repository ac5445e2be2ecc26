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
  /** False while CHARTHOUSE_AUTH is off. */
  readonly signedIn: boolean;
  readonly signOut: () => void;
}

export const PersonContext = createContext<Person | undefined>(undefined);

export function usePerson(): Person {
  const person = useContext(PersonContext);
  if (!person) throw new Error('PersonContext is empty: screens stand below it');
  return person;
}
