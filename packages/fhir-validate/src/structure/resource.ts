/** A resource of any type where one may stand: at the top, contained, in a Bundle entry, in Parameters. */
import { isObject, type JsonObject, type JsonValue } from '@charthouse/fhir-model';
import { isResourceType, resourceTypes } from '@charthouse/fhir-model/definitions';
import { resourceElement } from '@charthouse/fhirpath';
import type { Findings } from '../findings.ts';
import { shown } from '../words.ts';
import type { TypeChecks } from './compile.ts';
import { nearestName } from './nearest-name.ts';
import { objectDue } from './object-due.ts';
import type { ValueCheck } from './property.ts';

/** `due`: a concrete type, or `Resource` for any. */
export function resourceCheck(due: string, contained: boolean, typeChecks: TypeChecks): ValueCheck {
  return {
    check(value, found) {
      const type = resourceTypeOf(value, due, found);
      if (type === undefined) return;
      const { scope } = found;
      if (contained && found.contained) {
        found.error(
          'invariant',
          'A contained resource may not contain others (dom-2): contain them in the outer resource.',
        );
        return;
      }
      const resource = resourceElement(value as JsonObject);
      const outer = found.enter({
        units: scope.units,
        resource,
        rootResource: contained ? scope.rootResource : resource,
      });
      typeChecks(type).check(value, found);
      found.leave(outer);
    },
  };
}

/** The type to check a resource by; undefined after adding why there is none. */
function resourceTypeOf(value: JsonValue, due: string, found: Findings): string | undefined {
  if (!isObject(value)) {
    objectDue(value, due, found);
    return undefined;
  }
  const type = value.resourceType;
  if (typeof type !== 'string') {
    found.error('structure', 'A resource needs its type: add "resourceType": "…".');
    return undefined;
  }
  if (!isResourceType(type)) {
    found.error('structure', `${shown(type)} is no resource type of FHIR R4${near(type)}`);
    return undefined;
  }
  if (due !== 'Resource' && due !== 'DomainResource' && type !== due) {
    found.error('invalid', `The resource is of type ${type}, but ${due} is due here.`);
    return undefined;
  }
  return type;
}

function near(type: string): string {
  const name = nearestName(type, resourceTypes);
  return name ? `: did you mean ${name}?` : '; write one of its 146 types, such as Patient.';
}
