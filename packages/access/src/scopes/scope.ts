/** SMART App Launch scopes for resources. https://hl7.org/fhir/smart-app-launch/STU2.2/scopes-and-launch-context.html */
import { isResourceType, searchParameters } from '@charthouse/fhir-model/definitions';
import type { Right } from '../roles/role.ts';

export interface ResourceScope {
  readonly context: 'patient' | 'user' | 'system';
  /** A type of resource or `*`. */
  readonly type: string;
  readonly rights: readonly Right[];
  /** Search criteria, all of which a resource must match. */
  readonly where: readonly (readonly [name: string, value: string])[];
}

const grammar = /^(patient|user|system)\/(\*|[A-Za-z]+)\.(read|write|\*|c?r?u?d?s?)(?:\?(.+))?$/;

/** Version 1: https://hl7.org/fhir/smart-app-launch/STU2.2/scopes-and-launch-context.html#scopes-for-requesting-fhir-resources */
const versionOne: Readonly<Record<string, string>> = { read: 'rs', write: 'cud', '*': 'cruds' };

/** Undefined: no scope for resources (`openid`, `launch/patient`), or none that can be understood: it then grants nothing. */
export function parseScope(text: string): ResourceScope | undefined {
  const match = grammar.exec(text);
  if (!match) return undefined;
  const [, context, type, letters, query] = match as unknown as [
    string,
    ResourceScope['context'],
    string,
    string,
    string?,
  ];
  if (letters === '' || (type !== '*' && !isResourceType(type))) return undefined;
  const where = criteria(query);
  if (!where?.every(([name]) => isParameterOf(type, name))) return undefined;
  return { context, type, rights: [...(versionOne[letters] ?? letters)] as Right[], where };
}

/** Undefined when they are no query. */
function criteria(query: string | undefined): ResourceScope['where'] | undefined {
  if (query === undefined) return [];
  try {
    return query.split('&').map((pair) => {
      const at = pair.indexOf('=');
      return [pair.slice(0, Math.max(at, 0)), decodeURIComponent(pair.slice(at + 1))] as const;
    });
  } catch {
    return undefined;
  }
}

/** Only plain parameters of the one type: no chains, no result parameters. */
function isParameterOf(type: string, name: string): boolean {
  const code = name.split(':')[0];
  return searchParameters.some((one) => one.code === code && one.base.includes(type));
}
