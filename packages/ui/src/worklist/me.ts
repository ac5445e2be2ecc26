/** Who works the lists: told to the server with every move. */
import type { Identifier, Reference } from 'fhir/r4';
import { createContext, useContext } from 'react';

export interface Me {
  readonly name: string;
  /** Id of the account; absent while nobody signs in. */
  readonly user?: string | undefined;
  /** Who they are in the record: `Practitioner/12`. */
  readonly fhirUser?: string | undefined;
  /** Named permissions of `packages/access`. */
  readonly permissions: readonly string[];
  /** To sign-in and back to where the person is, so that it is of the last `maxAge` seconds; absent while nobody signs in. */
  readonly signInAnew?: ((maxAge: number) => void) | undefined;
}

/** How accounts are named in the record. */
export const accountSystem = 'https://charthouse.dev/fhir/sid/account';

export const MeContext = createContext<Me | undefined>(undefined);

export function useMe(): Me {
  const me = useContext(MeContext);
  if (!me) throw new Error('MeContext is empty: worklists stand below it');
  return me;
}

export function identifierOf({ user, name }: Me): Identifier {
  return { system: accountSystem, value: user ?? name };
}

export function referenceTo(me: Me): Reference {
  return { identifier: identifierOf(me), display: me.name };
}
