/** The interactions of the RESTful API, one file each. */
import type { Call, InteractionName, Principal, Result } from '../call.ts';
import type { Door } from '../door.ts';
import type { ApiParts } from '../parts.ts';
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
}

export type Interaction = (call: Call, parts: ApiParts, inside: Inside) => Promise<Result>;

export const interactions: Readonly<Record<InteractionName, Interaction>> = {
  read,
  vread,
  create: write,
  update: write,
  patch: write,
  delete: write,
  history,
  search,
  capabilities,
  bundle,
  operation,
};
