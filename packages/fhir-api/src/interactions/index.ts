/** The interactions of the RESTful API, one file each. */
import type { NamedPermission } from '@charthouse/access';
import type { RecordTransaction } from '@charthouse/chart-store';
import type { Call, InteractionName, Principal, Result } from '../call.ts';
import type { Door } from '../door.ts';
import { unknownParameters } from '../http/unknown-parameters.ts';
import type { ApiParts } from '../parts.ts';
import type { Access } from '../recording/access.ts';
import { bundle } from './bundle.ts';
import { capabilities } from './capabilities.ts';
import { history } from './history.ts';
import { operation } from './operation.ts';
import { read } from './read.ts';
import { search } from './search.ts';
import { vread } from './vread.ts';
import { write } from './write.ts';

/** What calls of other calls (batch entries) need besides the parts. */
export interface Inside {
  readonly door: Door;
  readonly principal: Principal;
  /** Whether the caller has a named permission. */
  readonly may: (permission: NamedPermission) => boolean;
  /** What is recorded of the call; absent where nothing is. */
  readonly access?: Access;
  /** Lets a transaction carry the call's row in the access log. */
  readonly carry?: (tx: RecordTransaction, result: Result) => void;
}

export type Interaction = (call: Call, parts: ApiParts, inside: Inside) => Promise<Result>;

/** Tells with the answer which parameters it does not know. */
const warning =
  (interaction: Interaction): Interaction =>
  async (call, parts, inside) => {
    const warnings = unknownParameters(call);
    const result = await interaction(call, parts, inside);
    return warnings.length > 0 ? { ...result, warnings: [...warnings, ...(result.warnings ?? [])] } : result;
  };

export const interactions: Readonly<Record<InteractionName, Interaction>> = {
  read: warning(read),
  vread: warning(vread),
  create: warning(write),
  update: warning(write),
  patch: warning(write),
  delete: warning(write),
  history: warning(history),
  search,
  capabilities: warning(capabilities),
  bundle: warning(bundle),
  operation: warning(operation),
};
