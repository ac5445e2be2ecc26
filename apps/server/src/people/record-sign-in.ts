/** Sign-ins, refusals and changes of credentials in the access log. */
import type { Door } from '@charthouse/fhir-api';
import type { SignInEvent } from '@charthouse/sign-in';
import type { Account } from '@charthouse/sign-in/people';

/** Names of events are those of docs/flows/record.md. */
const events: Readonly<
  Record<SignInEvent['action'], { readonly action: string; readonly status?: number; readonly note: string }>
> = {
  'signed in': { action: 'sign-in', note: 'signed in' },
  'signed out': { action: 'sign-out', note: 'signed out' },
  refused: { action: 'sign-in', status: 401, note: 'refused' },
  'made to wait': { action: 'sign-in', status: 429, note: 'too many attempts' },
  'password set': { action: 'role-change', note: 'password set' },
  'factor added': { action: 'role-change', note: 'second factor added' },
  'factor removed': { action: 'role-change', note: 'second factor removed' },
  'let in': { action: 'sign-in', note: 'let an app in' },
  'app stopped': { action: 'role-change', note: 'stopped an app' },
  launched: { action: 'sign-in', note: 'opened an app from the record' },
};

export function recordSignIn(door: Door, event: SignInEvent, person: Account | undefined): Promise<void> {
  const { note, ...known } = events[event.action];
  const means = event.means?.length ? `${note} (${event.means.join(' ')})` : note;
  const who = person
    ? { kind: person.kind, user: person.id, name: person.name, roles: person.roles, fhirUser: person.fhirUser }
    : { name: 'anonymous' };
  return door.recordEvent({ ...known, note: means }, { ...who, client: event.client, address: event.address });
}
