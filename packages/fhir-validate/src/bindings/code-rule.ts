/** What a value set says of a code. https://hl7.org/fhir/R4/terminologies.html#4.1 */
import type { ElementType } from '@charthouse/fhir-model/definitions';
import { requiredCodes } from '@charthouse/fhir-model/definitions';
import { codeFormats } from './formats.ts';

export type Binding = NonNullable<ElementType['binding']>;

export interface CodeRule {
  /** `system` is undefined for a bare `code`, empty for a coding that names none. */
  readonly accepts: (code: string, system: string | undefined) => boolean;
  /** Completes "… is not". */
  readonly due: string;
  /** Every coding must keep it (formats, at every strength), not only one of them. */
  readonly each: boolean;
  /** Not all codes are known: what is accepted may still be outside. */
  readonly partial?: boolean;
}

/** The rule of a binding; undefined where nothing is to be checked offline. */
export function codeRule({ valueSet, strength }: Binding): CodeRule | undefined {
  const url = valueSet.split('|')[0]!;
  const format = codeFormats.find(({ valueSets }) => valueSets.includes(url));
  if (format) {
    const { accepts, due, system: own } = format;
    return { accepts: (code, system) => (system !== undefined && system !== own) || accepts(code), due, each: true };
  }
  const listed = strength === 'required' ? requiredCodes[url] : undefined;
  return listed && listRule(url, listed);
}

export function listRule(url: string, listed: Readonly<Record<string, readonly string[]>>): CodeRule {
  const bySystem = new Map(Object.entries(listed).map(([system, codes]) => [system, new Set(codes)]));
  const all = new Set(Object.values(listed).flat());
  const some = [...all].slice(0, 20).join(', ');
  return {
    accepts: (code, system) => (system === undefined ? all.has(code) : (bySystem.get(system)?.has(code) ?? false)),
    due: `in the value set ${url}; use one of: ${some}${all.size > 20 ? ', …' : ''}`,
    each: false,
  };
}
