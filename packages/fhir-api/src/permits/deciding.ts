/** The decision on each call of the door, and what it makes of the parts that the call works with. */
import type { Permit } from '@charthouse/access';
import { OutcomeError, outcomes, type PermitFilter } from '@charthouse/fhir-model';
import type { Call, Principal, Result } from '../call.ts';
import type { ApiParts, DoorParts } from '../parts.ts';
import { type Access, noteDecision } from '../recording/access.ts';
import type { WriteBatch } from '../writing/write-call.ts';
import { limitedParts, seesAll } from './limited-parts.ts';
import { maskedText } from './masked.ts';
import { withObligations } from './obligations.ts';
import { refuseMasked, refuseMaskedChange } from './refuse-masked.ts';

interface Asked {
  readonly call: Call;
  readonly principal: Principal;
  /** Told what was decided. */
  readonly access?: Access | undefined;
}

export interface Deciding {
  /** Runs a call within its permit. @throws OutcomeError 401, 403 */
  answer(asked: Asked, parts: ApiParts, run: (parts: ApiParts) => Promise<Result>): Promise<Result>;
  /** What the author of a batch may see, when that is not everything: the same object for the same person. @throws OutcomeError 401, 403 */
  limitOf(batch: WriteBatch, principal: Principal): PermitFilter | undefined;
  /** The batch with what its author may do besides. */
  named(batch: WriteBatch, principal: Principal): WriteBatch;
  /** The batch with what each of its calls may change. @throws OutcomeError 401, 403 */
  writing(batch: WriteBatch, principal: Principal, parts: ApiParts): { batch: WriteBatch; parts: ApiParts };
}

export function createDeciding({ decide, may }: Pick<DoorParts, 'decide' | 'may'>): Deciding {
  const ofBatch = ({ calls, access }: WriteBatch, principal: Principal) =>
    calls.map(({ kind, type, id }) => {
      const decision = decide?.(principal, { interaction: kind, type, ...(id !== undefined && { id }) });
      if (decision && !decision.allowed) noteDecision(access, principal, decision);
      return decision && permitted(decision);
    });
  return {
    async answer({ call, principal, access }, parts, run) {
      const decision = decide?.(principal, call);
      if (!decision) return run(parts);
      noteDecision(access, principal, decision);
      const own = permitted(decision);
      refuseMasked(call, own.mask, parts.search);
      const result = await run(bound(parts, own, principal));
      const told = own.obligations.length > 0 ? await withObligations(result, own.obligations, parts.store) : result;
      return told.body === undefined ? told : { ...told, body: maskedText(told.body, own.mask) };
    },
    limitOf(batch, principal) {
      const permits = ofBatch(batch, principal);
      return permits.some((own) => own && !isWhole(own)) ? permits[0]?.filter : undefined;
    },
    named: (batch, principal) =>
      may && principal.kind !== 'system'
        ? { ...batch, calls: batch.calls.map((call) => ({ ...call, may: (one) => may(principal, one) })) }
        : batch,
    writing(batch, principal, parts) {
      const permits = ofBatch(batch, principal);
      const [first] = permits;
      if (!first) return { batch, parts };
      const calls = batch.calls.map((call, i) => {
        refuseMaskedChange(call, permits[i]?.mask);
        const within = permits[i]?.changes;
        return within && !seesAll(within) ? { ...call, within } : call;
      });
      return { batch: { ...batch, calls }, parts: bound(parts, first, principal) };
    },
  };
}

function permitted(decision: ReturnType<NonNullable<DoorParts['decide']>>): Permit {
  if (decision.allowed) return decision;
  if (!decision.unknown) throw outcomes.forbidden(decision.reason);
  throw new OutcomeError(401, [{ severity: 'error', code: 'login', diagnostics: decision.reason }]);
}

function isWhole({ filter, changes, mask }: Permit): boolean {
  return Object.keys(mask).length === 0 && seesAll(filter) && (!changes || seesAll(changes));
}

/** Who sees everything works with the parts as they are. */
function bound(parts: ApiParts, { filter, mask }: Permit, { name }: Principal): ApiParts {
  const own = Object.keys(mask).length > 0 ? { ...parts, mask } : parts;
  return seesAll(filter) ? own : limitedParts(own, { filter, user: name });
}
