/** What each caller may do here: decided by `access`, worked out once for a person and kept for a while. */
import { breakTheGlass, type Decision, type Person, type Prepared, prepare } from '@charthouse/access';
import type { DecidingParts, Principal } from '@charthouse/fhir-api';
import type { Choices } from './choices.ts';

/** People whose permits are kept, and how long. */
const [most, kept] = [1000, 60_000];

interface Kept {
  readonly prepared: Prepared;
  /** Milliseconds since 1970. */
  readonly until: number;
}

/** For `createDoor`. A principal is the same object for as long as nothing about it changes. */
export function deciding(choices: Choices, now: () => number): Required<DecidingParts> {
  const known = new Map<string, Kept>();
  const last = new WeakMap<Principal, Kept>();
  const keptFor = (principal: Principal, at: number): Kept => {
    const person = personOf(principal);
    const key = JSON.stringify(person);
    const found = known.get(key);
    if (found && found.until > at) return found;
    if (known.size >= most) known.clear();
    const prepared = prepare(person, { ...choices, now: at });
    const own = { prepared, until: Math.min(prepared.until ?? Number.POSITIVE_INFINITY, at + kept) };
    known.set(key, own);
    return own;
  };
  const preparedFor = (principal: Principal): Prepared => {
    const at = now();
    let own = last.get(principal);
    if (own === undefined || own.until <= at) {
      own = keptFor(principal, at);
      last.set(principal, own);
    }
    return own.prepared;
  };
  return {
    decide: (principal, call) => (principal.kind === 'system' ? own : preparedFor(principal).decide(call)),
    may: (principal, permission) => principal.kind === 'system' || preparedFor(principal).may(permission),
    breakTheGlass: (principal, request) => breakTheGlass(personOf(principal), request, { ...choices, now: now() }),
  };
}

/** The server's own work and its command line. */
const own: Decision = {
  ...{ allowed: true, filter: { grants: [{}] }, mask: {}, obligations: [], purpose: 'SYSADMIN', policies: [] },
};

function personOf({ kind, user, name, roles = [], fhirUser, ...rest }: Principal): Person {
  const { client, scopes, purpose, patient, actors, ownCharts, facilities, breakGlass } = rest;
  const isKnown = kind === 'staff' || kind === 'patient' || kind === 'service';
  const self = kind === 'patient' && fhirUser?.startsWith('Patient/') ? fhirUser.slice('Patient/'.length) : undefined;
  const open = patient ?? self;
  return {
    ...{ user: user ?? '', name, kind: isKnown ? kind : 'anonymous', roles },
    ...(fhirUser !== undefined && { fhirUser }),
    ...(client !== undefined && { client }),
    ...(scopes && { scopes }),
    ...(purpose !== undefined && { purpose }),
    ...(open !== undefined && { patient: open }),
    ...(actors && { actors }),
    ...(ownCharts && { ownCharts }),
    ...(facilities && { facilities }),
    ...(breakGlass && { breakGlass }),
  };
}
