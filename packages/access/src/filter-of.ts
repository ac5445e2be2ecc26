/** Drafts become the data of a permit: short, in as few grants as there are different ones. */
import type { Grant, PermitFilter } from '@charthouse/fhir-model';
import { resourceTypes } from '@charthouse/fhir-model/definitions';
import type { Draft } from './policies/policy.ts';

export function filterOf(drafts: readonly Draft[]): PermitFilter {
  const byRest = new Map<string, { types: Set<string>; rest: Grant }>();
  for (const { types, rights: _, role: __, asks: ___, glass: ____, ...grant } of drafts) {
    const rest = compact(grant);
    const key = JSON.stringify([rest, rest.where ? types : []]);
    const same = byRest.get(key);
    if (same) for (const type of types) same.types.add(type);
    else byRest.set(key, { types: new Set(types), rest });
  }
  return {
    grants: [...byRest.values()].map(({ types, rest }) =>
      types.size === resourceTypes.length ? rest : { types: [...types].sort(), ...rest },
    ),
  };
}

/** Without what asks for nothing. */
function compact({ classes, ...grant }: Grant): Grant {
  const asks =
    classes && (classes.labels || classes.with || classes.facilities || classes.of || classes.without.length > 0);
  return asks ? { ...grant, classes } : grant;
}
