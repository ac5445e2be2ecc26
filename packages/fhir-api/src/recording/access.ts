/** One call on its way through the door: who makes it, and the number of its row in the access log. */
import type { Decision, Permit } from '@charthouse/access';
import type { AccessWho } from '@charthouse/chart-store';
import type { Call, Principal } from '../call.ts';

export interface Access {
  /** With the purpose and the policies of the permit, once there is one. */
  who: AccessWho;
  /** Microseconds since 1970. */
  readonly at: bigint;
  readonly n: bigint;
  /** `n` of the request that it is or belongs to. */
  readonly request: bigint;
  readonly requestId?: string | undefined;
  /** When it began, by the clock of `performance`. */
  readonly began: number;
  /** Texts that it has read and may tell of without answering them. */
  readonly about: string[];
  /** The policy that refused. */
  policy?: string;
  /** Its own row stands in the transaction that it wrote. */
  carried: boolean;
}

/** Numbers of rows: of this process in their order, and hardly ever those of another. */
export interface Numbers {
  next(): bigint;
}

/** `random`: from 0 to 1. */
export function numbers(random: () => number): Numbers {
  let next = (BigInt(Math.floor(random() * 2 ** 31)) << 31n) | BigInt(Math.floor(random() * 2 ** 31));
  return { next: () => next++ };
}

export function openAccess(
  call: Pick<Call, 'request' | 'requestId'>,
  principal: Principal,
  { now, next }: { readonly now: number; readonly next: bigint },
): Access {
  return {
    who: principal,
    at: BigInt(now) * 1000n,
    n: next,
    request: call.request ?? next,
    requestId: call.requestId,
    began: performance.now(),
    about: [],
    carried: false,
  };
}

/** Callers with what was decided of them last: the same object for one decision as for the next. */
const decided = new WeakMap<Principal, AccessWho>();

/** What was decided on it. */
export function noteDecision(access: Access | undefined, principal: Principal, decision: Decision): void {
  if (!access) return;
  if (!decision.allowed) access.policy = decision.policy;
  else if (principal.kind !== 'system') access.who = decidedOf(principal, decision);
}

function decidedOf(principal: Principal, { purpose, policies }: Permit): AccessWho {
  const last = decided.get(principal);
  if (last?.purpose === purpose && last.policies === policies) return last;
  const who = { ...principal, purpose, policies };
  decided.set(principal, who);
  return who;
}
