/** What a bound element may hold, by type: code and its kin, Coding, CodeableConcept, Quantity. https://hl7.org/fhir/R4/terminologies.html#4.1 */
import { isObject, type JsonObject, type JsonValue } from '@charthouse/fhir-model';
import { requiredCodes } from '@charthouse/fhir-model/definitions';
import type { Findings } from '../findings.ts';
import { shown } from '../words.ts';
import { codeFormats } from './formats.ts';

export interface Binding {
  readonly strength: 'required' | 'extensible' | 'preferred' | 'example';
  readonly valueSet: string;
}

/** What a value set says of a code; `system` is undefined for a bare `code`, empty for a coding that names none. */
interface CodeRule {
  readonly accepts: (code: string, system: string | undefined) => boolean;
  /** Completes "… is not". */
  readonly due: string;
  /** Every coding must keep it, not only one of them (formats, which bind at every strength). */
  readonly each: boolean;
}

/** A check of a bound element; undefined where nothing is to be checked offline. */
export type CodedCheck = (value: JsonValue, found: Findings) => void;

export function codedCheck(binding: Binding | undefined, type: string): CodedCheck | undefined {
  const rule = binding && ruleOf(binding);
  const check = rule && checks[type];
  return check && ((value, found) => check(value, rule, found));
}

function ruleOf({ valueSet, strength }: Binding): CodeRule | undefined {
  const url = valueSet.split('|')[0]!;
  const format = codeFormats.find(({ valueSets }) => valueSets.includes(url));
  if (format) {
    const { accepts, due, system: own } = format;
    return { accepts: (code, system) => (system !== undefined && system !== own) || accepts(code), due, each: true };
  }
  const listed = strength === 'required' ? requiredCodes[url] : undefined;
  return listed && listRule(url, listed);
}

function listRule(url: string, listed: Readonly<Record<string, readonly string[]>>): CodeRule {
  const bySystem = new Map(Object.entries(listed).map(([system, codes]) => [system, new Set(codes)]));
  const all = new Set(Object.values(listed).flat());
  const some = [...all].slice(0, 20).join(', ');
  return {
    accepts: (code, system) => (system === undefined ? all.has(code) : (bySystem.get(system)?.has(code) ?? false)),
    due: `in the value set ${url}; use one of: ${some}${all.size > 20 ? ', …' : ''}`,
    each: false,
  };
}

const checks: Readonly<Record<string, (value: JsonValue, rule: CodeRule, found: Findings) => void>> = {
  code: bareCode,
  string: bareCode,
  uri: bareCode,
  Coding: (value, rule, found) => {
    if (isObject(value)) coding(value, rule, found);
  },
  Quantity: (value, rule, found) => {
    if (isObject(value)) coding(value, rule, found);
  },
  CodeableConcept: concept,
};

function bareCode(value: JsonValue, rule: CodeRule, found: Findings): void {
  if (typeof value === 'string' && !rule.accepts(value, undefined))
    found.error('code-invalid', `${shown(value)} is not ${rule.due}.`);
}

function coding(value: JsonObject, rule: CodeRule, found: Findings): void {
  const { system, code } = value;
  if (typeof code !== 'string') {
    if (!rule.each && !value.extension) found.error('code-invalid', `A code is missing; it must be ${rule.due}.`);
  } else if (!rule.accepts(code, typeof system === 'string' ? system : ''))
    found.error(
      'code-invalid',
      `${shown(code)}${typeof system === 'string' ? ` of ${system}` : ''} is not ${rule.due}.`,
    );
}

function concept(value: JsonValue, rule: CodeRule, found: Findings): void {
  if (!isObject(value)) return;
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
