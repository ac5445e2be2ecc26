/** The parts of a call bound to what its caller may see, so that no interaction and no operation can forget it. */
import type { PermitFilter } from '@charthouse/fhir-model';
import type { ApiParts } from '../parts.ts';
import { limitedTransaction } from './limited-transaction.ts';

/** What a permit says of the one who calls. */
export interface Limit {
  readonly filter: PermitFilter;
  /** Whose page links are whose. */
  readonly user: string;
}

export function limitedParts(parts: ApiParts, { filter, user }: Limit): ApiParts {
  const { store } = parts;
  const visible = parts.search.visible(filter);
  return {
    ...parts,
    search: parts.search.under(filter),
    store: {
      ...store,
      ...store.under(visible),
      transaction: (work, options) =>
        store.transaction((tx) => work(limitedTransaction(tx, visible, store.ids)), options),
    },
    sign: (text) => parts.sign(`${user}|${text}`),
    limit: filter,
  };
}

/** Everything is seen: nothing is hidden that could be told. */
export function seesAll({ grants }: PermitFilter): boolean {
  return grants.some((grant) => Object.keys(grant).length === 0);
}

/** Everything of a type is seen: what is not there is absent. */
export function seesAllOf({ grants }: PermitFilter, type: string): boolean {
  return grants.some(({ types, ...rest }) => Object.keys(rest).length === 0 && (types?.includes(type) ?? true));
}
