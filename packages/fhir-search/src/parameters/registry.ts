/** The search parameters of each resource type: the base ones and those added. https://hl7.org/fhir/R4/searchparameter-registry.html */
import type { SearchParameterDefinition } from '@charthouse/fhir-model/definitions';
import { baseParameters } from './corrected.ts';
import { parameterOn } from './on-type.ts';
import type { OpenParameter, Parameter } from './parameter.ts';
import { applySharing, sharingOf } from './sharing.ts';

export interface RegistryParts {
  readonly parameterId: (type: string, code: string) => number;
  readonly added: readonly SearchParameterDefinition[];
}

export interface Registry {
  /** By code, those of every resource included. */
  of(type: string): ReadonlyMap<string, Parameter>;
}

/** The type under which the parameters of every resource are known. */
export const everyType = 'Resource';

export function createRegistry({ parameterId, added }: RegistryParts): Registry {
  const definitions = [...baseParameters, ...added];
  const byUrl = new Map(definitions.map((definition) => [definition.url, definition]));
  const addedDefinitions = new Set(added);
  const made = new Map<string, ReadonlyMap<string, Parameter>>();
  const own = (type: string, bases: readonly string[]): OpenParameter[] => {
    const known = definitions.filter((definition) => definition.base.some((base) => bases.includes(base)));
    const all = known.map((definition) =>
      parameterOn(type, { definition, byUrl, id: parameterId(type, definition.code) }),
    );
    applySharing(all, sharingOf(all, addedDefinitions));
    return all;
  };
  const common = own(everyType, [everyType, 'DomainResource']);
  return {
    of: (type) => {
      let found = made.get(type);
      if (!found) {
        const specific = type === everyType ? [] : own(type, [type]);
        found = new Map([...common, ...specific].map((parameter) => [parameter.code, parameter]));
        made.set(type, found);
      }
      return found;
    },
  };
}
