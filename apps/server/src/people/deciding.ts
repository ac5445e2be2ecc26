/** What each caller may do here: decided by `access`, worked out once for a person and kept for a while. */
import { type Decision, type Person, type PolicyState, type Prepared, prepare, roles } from '@charthouse/access';
import type { Door } from '@charthouse/fhir-api';

type Principal = Parameters<Door['handle']>[1];
type Asked = Parameters<Prepared['decide']>[0];

const day = 86_400_000;

/** The organisation's choices; there are no settings for them yet. */
const choices: Omit<PolicyState, 'now'> = {
  signIn: true,
  roles,
  careRelationship: true,
  careLead: 7 * day,
  careGrace: 30 * day,
  openLabels: [],
  partTwoPrograms: [],
  breakGlassFor: 60 * 60_000,
};

/** People whose permits are kept, and how long. */
const [most, kept] = [1000, 60_000];

export function deciding(now: () => number): (principal: Principal, call: Asked) => Decision {
  const known = new Map<string, { readonly prepared: Prepared; readonly until: number }>();
  return (principal, call) => {
    if (principal.kind === 'system') return own;
    const person = personOf(principal);
    const key = JSON.stringify(person);
    const at = now();
    const found = known.get(key);
    if (found && found.until > at) return found.prepared.decide(call);
    if (known.size >= most) known.clear();
    const prepared = prepare(person, { ...choices, now: at });
    known.set(key, { prepared, until: Math.min(prepared.until ?? Number.POSITIVE_INFINITY, at + kept) });
    return prepared.decide(call);
  };
}

/** The server's own work and its command line. */
const own: Decision = {
  ...{ allowed: true, filter: { grants: [{}] }, mask: {}, obligations: [], purpose: 'SYSADMIN', policies: [] },
};

function personOf({ kind, user, name, roles = [], fhirUser, client, scopes, purpose, patient }: Principal): Person {
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
  };
}
