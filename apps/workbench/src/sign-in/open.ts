/** Finds out who is here: through `/auth`, or nobody when the server lets everyone in. */
import { FhirFailure, type Session } from '@charthouse/ui';
import type { Person } from './person.ts';
import { openSession } from './session.ts';

interface Opened {
  readonly session: Session;
  readonly person: Person;
  /** Where the person was before signing in; undefined: where they are. */
  readonly back?: string;
}

type AboutMe = Omit<Person, 'signedIn' | 'signOut' | 'signInAnew' | 'switchUser'>;

/** Undefined while the browser is on its way to `/auth`. */
export async function openAuthorized(): Promise<Opened | undefined> {
  const free = await fetch('/workbench/me');
  if (free.ok) {
    const person = {
      ...((await free.json()) as AboutMe),
      signedIn: false,
      signOut: () => {},
      signInAnew: () => {},
      switchUser: () => {},
    };
    return { person, session: { token: async () => '', renew: async () => '' } };
  }
  const opened = await openSession();
  if (!opened) return undefined;
  const { session, back } = opened;
  const { signOut, signInAnew, switchUser } = session;
  const answer = await fetch('/workbench/me', { headers: { authorization: `Bearer ${await session.token()}` } });
  if (!answer.ok) throw new FhirFailure(answer.status);
  const me = (await answer.json()) as AboutMe;
  return { session, back, person: { ...me, signedIn: true, signOut, signInAnew, switchUser } };
}
