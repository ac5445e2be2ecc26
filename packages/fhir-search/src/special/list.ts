/** `_list`: what a List holds. https://hl7.org/fhir/R4/search.html#list */
import { isId, outcomes } from '@charthouse/fhir-model';
import type { Clause } from '../clause.ts';
import { valuesOf } from '../query/values-of.ts';
import { refuseModifier, type Special } from './special.ts';

export const list: Special = (modifier, criterion, context): Clause => {
  refuseModifier(modifier, criterion);
  const ids = valuesOf(criterion, context).map((value) => value.replace(/^List\//, ''));
  const wrong = ids.find((one) => !isId(one));
  if (wrong !== undefined)
    throw outcomes.notSupported(
      `${criterion.written}: "${wrong}" is no id of a List; lists by name such as $current-problems are not kept here.`,
    );
  const group = { types: ['List'], clauses: [{ kind: 'id', ids } as const] };
  return { kind: 'has', holders: [{ id: context.parameterId('List', 'item'), type: 'List', code: 'item' }], group };
};
