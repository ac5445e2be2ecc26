/** Which scopes a client may be given: https://hl7.org/fhir/smart-app-launch/STU2.2/scopes-and-launch-context.html */
import { parseScope, type ResourceScope } from '@charthouse/access';

/** Those that OpenID Connect knows. */
export const identityScopes = ['openid', 'fhirUser', 'profile', 'offline_access'] as const;

const identity: ReadonlySet<string> = new Set(identityScopes);
const contextScopes = new Set(['launch', 'launch/patient', 'launch/encounter', 'online_access']);

/** One that this server knows. */
export function isScope(scope: string): boolean {
  return identity.has(scope) || isResourceScope(scope);
}

/** One that is about the record, not about who somebody is. */
export function isResourceScope(scope: string): boolean {
  return contextScopes.has(scope) || parseScope(scope) !== undefined;
}

/** Those of `asked` that `most` allows: the same, or narrower in type, rights or criteria. */
export function allowedScopes(asked: readonly string[], most: readonly string[]): string[] {
  const given = new Set(most);
  const wide = most.map(parseScope).filter((scope) => scope !== undefined);
  return asked.filter((scope) => {
    const narrow = parseScope(scope);
    return given.has(scope) || (narrow !== undefined && wide.some((one) => covers(one, narrow)));
  });
}

function covers(wide: ResourceScope, narrow: ResourceScope): boolean {
  return (
    wide.context === narrow.context &&
    (wide.type === '*' || wide.type === narrow.type) &&
    narrow.rights.every((right) => wide.rights.includes(right)) &&
    wide.where.every(([name, value]) => narrow.where.some(([own, wanted]) => own === name && wanted === value))
  );
}
