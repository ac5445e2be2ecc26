/** Bindings that should be kept: codes outside of the value set are warned of. https://hl7.org/fhir/R4/terminologies.html#extensible */
import type { JsonObject } from '@charthouse/fhir-model';
import { requiredCodes, weakerCodes } from '@charthouse/fhir-model/definitions';
import { Findings } from '../findings.ts';
import { type Binding, type CodeRule, codeRule, listRule } from './code-rule.ts';
import type { CodedCheck } from './coded.ts';

/** Undefined where the codes are not known offline, or the format of all codes is checked already. */
export function weakRule(binding: Binding): CodeRule | undefined {
  const { valueSet, strength } = binding;
  if ((strength !== 'extensible' && strength !== 'preferred') || codeRule(binding)) return undefined;
  const url = valueSet.split('|')[0]!;
  const listed = requiredCodes[url] ?? weakerCodes[url];
  return listed && listRule(url, listed);
}

/** Text alone is no code that could be outside. */
export function checkWeakly(
  coded: CodedCheck,
  value: JsonObject,
  { rule, found }: { rule: CodeRule; found: Findings },
): void {
  const hasCode = value.code !== undefined || (Array.isArray(value.coding) && value.coding.length > 0);
  if (!found.warnings || !hasCode) return;
  const tried = new Findings();
  coded(value, rule, tried);
  if (tried.count > 0)
    found.warning(
      'code-invalid',
      `None of the codes is ${rule.due}. Others should be used only where none of these fits.`,
    );
}
