/** All that a person may do, worked out once; then every call is decided by looking it up. */
import type { ConsentAction, PermitFilter } from '@charthouse/fhir-model';
import type { Call } from './call.ts';
import type { Decision, Deny, Permit } from './decision.ts';
import { filterOf } from './filter-of.ts';
import { maskOf } from './mask/mask-of.ts';
import { actionOf, type Need, needOf } from './needs.ts';
import { obligationsOf } from './obligations.ts';
import type { Person } from './person.ts';
import type { Ask, Draft } from './policies/policy.ts';
import { lostBy, refusalOf, work } from './policies/work.ts';
import type { PolicyState } from './policy-state.ts';
import { type NamedPermission, namedPermissions } from './roles/named.ts';
import type { Right } from './roles/role.ts';
import { parseScope, type ResourceScope } from './scopes/scope.ts';

export interface Prepared {
  decide(call: Call): Decision;
  /** Whether the person may do something at a desk. */
  may(permission: NamedPermission): boolean;
  /** Milliseconds since 1970: prepare anew from then on; undefined: while person and state are the same. */
  readonly until: number | undefined;
}

/** `state` undefined: it could not be read, and everything is denied. */
export function prepare(person: Person, state: PolicyState | undefined): Prepared {
  if (!state) return closed;
  const roles = person.roles.flatMap((id) => state.roles[id] ?? []).filter(({ kinds }) => kinds.includes(person.kind));
  const asking = (action: ConsentAction): Ask => ({ person, state, roles, action });
  const refusal = refused(refusalOf(asking('access')));
  const worked = remember((action: ConsentAction) => work(asking(action)));
  const filters = remember((key: `${ConsentAction} ${string}`): PermitFilter => {
    const [action, rights] = key.split(' ') as [ConsentAction, string];
    return filterOf(worked(action).drafts.filter((draft) => draft.rights.some((right) => rights.includes(right))));
  });
  const mask = remember((action: ConsentAction) => maskOf(worked(action).drafts.filter(sees)));
  const obligations = remember((action: ConsentAction) => obligationsOf(asking(action)));
  const named = namedOf(
    person,
    state,
    roles.flatMap((role) => role.named),
  );

  const permit = (call: Call, { right, action: own }: Need): Permit => {
    const action = own ?? 'access';
    const changing = right && !seeing.includes(right) ? right : undefined;
    const seen = right === 's' && call.type === undefined && !call.compartment ? 's' : 'rs';
    return {
      allowed: true,
      filter: filters(`${action} ${seen}`),
      ...(changing && { changes: filters(`${actionOf[changing]} ${changing}`) }),
      mask: mask(action),
      obligations: obligations(action),
      purpose: person.purpose ?? roles[0]?.purposes[0] ?? 'HOPERAT',
      policies: worked(changing ? actionOf[changing] : action).policies,
    };
  };
  return {
    until: person.breakGlass && person.breakGlass.until > state.now ? person.breakGlass.until : undefined,
    may: (permission) => !refusal && named.has(permission),
    decide(call) {
      const need = needOf(call);
      if (need?.open) return permit(call, need);
      if (refusal) return refusal;
      if (!need) return denied('operation', `${call.operation ?? call.interaction} is not open to anybody.`);
      if (need.named && !need.named.some((one) => named.has(one)))
        return denied('role', `None of your roles allows ${call.operation ?? call.interaction}.`);
      if (need.right) {
        const action = need.action ?? actionOf[need.right];
        const gives = gave(need.right, call.type);
        if (!worked(action).drafts.some(gives)) return denied(lostBy(asking(action), gives), lacking(call));
      }
      return permit(call, need);
    },
  };
}

const seeing: readonly Right[] = ['r', 's'];
const sees = ({ rights }: Draft) => rights.some((right) => seeing.includes(right));
const gave = (right: Right, type: string | undefined) => (draft: Draft) =>
  draft.rights.includes(right) && (type === undefined || draft.types.includes(type));

const closed: Prepared = {
  until: undefined,
  may: () => false,
  decide: () => denied('policy-state', 'What you may do cannot be read now, so nothing is allowed. Try again shortly.'),
};

function refused(refusal: ReturnType<typeof refusalOf>): Deny | undefined {
  return refusal && { ...denied(refusal.policy, refusal.reason), unknown: refusal.policy === 'known-person' };
}

function denied(policy: string, reason: string): Deny {
  return { allowed: false, unknown: false, reason, policy };
}

function lacking({ interaction, operation, type }: Call): string {
  return `You may not ${operation ?? interaction}${type ? ` ${type}` : ''}: neither roles nor scopes that you have here allow it.`;
}

/**
 * An application acts at the desks when it was let do all that the person may (`user/*.cruds`); else it has what its scopes
 * cover by themselves.
 */
function namedOf(person: Person, state: PolicyState, own: readonly NamedPermission[]): ReadonlySet<NamedPermission> {
  if (person.kind === 'anonymous' && !state.signIn) return new Set(Object.keys(namedPermissions) as NamedPermission[]);
  if (person.scopes === undefined || person.kind === 'service') return new Set(own);
  const scopes = person.scopes.flatMap((scope) => parseScope(scope) ?? []);
  return new Set(own.filter((one) => scopes.some((scope) => isWhole(scope) || covers(scope, one))));
}

function isWhole({ context, type, rights, where }: ResourceScope): boolean {
  return context === 'user' && type === '*' && rights.length === 5 && where.length === 0;
}

/** Reading the log is covered by reading AuditEvents; exports are limited by what the scopes show. */
function covers({ type, rights, where }: ResourceScope, named: NamedPermission): boolean {
  if (named === 'record.export') return true;
  const readsLog = (type === '*' || type === 'AuditEvent') && rights.includes('r') && where.length === 0;
  return readsLog && (named === 'access-log.read' || named === 'access-log.own');
}

function remember<Key extends string, Value>(make: (key: Key) => Value): (key: Key) => Value {
  const made = new Map<Key, Value>();
  return (key) => {
    let value = made.get(key);
    if (value === undefined) {
      value = make(key);
      made.set(key, value);
    }
    return value;
  };
}
