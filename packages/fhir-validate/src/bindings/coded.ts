/** What a bound Coding, CodeableConcept or Quantity may hold. https://hl7.org/fhir/R4/terminologies.html#4.1 */
import { isObject, type JsonObject } from '@charthouse/fhir-model';
import type { FhirElement } from '@charthouse/fhirpath';
import { Findings } from '../findings.ts';
import { shown } from '../words.ts';
import type { CodeRule } from './code-rule.ts';

/** Checks a bound element beyond its structure. */
export type CodedCheck = (value: JsonObject, rule: CodeRule, found: Findings) => void;

export const codedChecks: Readonly<Record<string, CodedCheck>> = {
  Coding: coding,
  Quantity: coding,
  CodeableConcept: concept,
};

function coding(value: JsonObject, rule: CodeRule, found: Findings): void {
  const { system, code } = value;
  const named = typeof system === 'string' ? system : '';
  if (typeof code === 'string') {
    if (!rule.accepts(code, named))
      found.error('code-invalid', `${shown(code)}${named && ` of ${named}`} is not ${rule.due}.`);
  } else if (!rule.each && !value.extension) found.error('code-invalid', `A code is missing; it must be ${rule.due}.`);
}

function concept(value: JsonObject, rule: CodeRule, found: Findings): void {
  const codings = Array.isArray(value.coding) ? value.coding.filter(isObject) : [];
  if (rule.each) {
    for (const [at, one] of codings.entries()) {
      const from = found.count;
      coding(one, rule, found);
      found.under(from, `coding[${at}]`);
    }
    return;
  }
  const fits = ({ system, code }: JsonObject) =>
    typeof code === 'string' && typeof system === 'string' && rule.accepts(code, system);
  if (!codings.some(fits)) found.error('code-invalid', `None of the codings is ${rule.due}.`);
}

/** A code, a coding or a concept is in the value set. What is not known to be outside is taken to be inside. */
export function isMember(value: FhirElement | string, rule: CodeRule | undefined): boolean {
  if (!rule) return true;
  const own = typeof value === 'string' ? value : value.value;
  if (typeof own === 'string') return rule.accepts(own, undefined);
  const check = typeof value === 'string' ? undefined : codedChecks[value.type.name];
  if (!check || !isObject(own)) return false;
  const tried = new Findings();
  check(own, rule, tried);
  return tried.count === 0;
}
