/** The codes of an element against the value sets a profile binds it to. https://hl7.org/fhir/R4/terminologies.html#binding */
import { isObject } from '@charthouse/fhir-model';
import type { FhirElement } from '@charthouse/fhirpath';
import type { Binding } from '../bindings/code-rule.ts';
import { codedChecks } from '../bindings/coded.ts';
import { checkWeakly } from '../bindings/weak.ts';
import { shown } from '../words.ts';
import type { ProfileCheck } from './check.ts';
import type { ElementNode } from './element-node.ts';

export function checkBindings(element: FhirElement, { binding, limits }: ElementNode, check: ProfileCheck): void {
  if (element.value === undefined) return;
  if (binding?.strength === 'required') checkRequired(element, binding, check);
  else if (binding) checkAdvised(element, binding, check);
  for (const limit of limits) if (isCoded(element)) checkRequired(element, limit, check);
}

function checkRequired({ value, type }: FhirElement, binding: Binding, { codesOf, found }: ProfileCheck): void {
  const rule = codesOf(binding);
  if (!rule) return;
  const coded = codedChecks[type.name];
  if (coded) {
    if (isObject(value)) coded(value, rule, found);
  } else if (typeof value === 'string' && !rule.accepts(value, undefined))
    found.error('code-invalid', `${shown(value)} is not ${rule.due}.`);
}

function checkAdvised({ value, type }: FhirElement, binding: Binding, { codesOf, found }: ProfileCheck): void {
  if (!found.warnings) return;
  const rule = codesOf(binding);
  const coded = codedChecks[type.name];
  if (rule && coded && isObject(value) && !rule.each) checkWeakly(coded, value, { rule, found });
}

/** Text alone goes beyond no limit. */
function isCoded({ value }: FhirElement): boolean {
  if (!isObject(value)) return typeof value === 'string';
  return value.code !== undefined || (Array.isArray(value.coding) && value.coding.length > 0);
}
