/** Reads the name of a search parameter: `code`, `code:modifier`, chains and `_has`. https://hl7.org/fhir/R4/search.html#chaining */

export type ParameterName =
  | { readonly kind: 'plain'; readonly code: string; readonly modifier: string | undefined }
  /** `patient:Patient.name`: `rest` is searched on the target. */
  | { readonly kind: 'chain'; readonly code: string; readonly modifier: string | undefined; readonly rest: string }
  /** `_has:Observation:patient:code`: `rest` is searched on the resource that refers here. */
  | { readonly kind: 'has'; readonly type: string; readonly code: string; readonly rest: string };

/** Undefined: not formed as a name. */
export function readName(name: string): ParameterName | undefined {
  const has = /^_has:([^:.]+):([^:.]+):(.+)$/.exec(name);
  if (has) return { kind: 'has', type: has[1]!, code: has[2]!, rest: has[3]! };
  const match = /^([^:.]+)(?::([^:.]*))?(?:\.(.+))?$/.exec(name);
  if (!match) return undefined;
  const [, code = '', modifier, rest] = match;
  return rest === undefined ? { kind: 'plain', code, modifier } : { kind: 'chain', code, modifier, rest };
}
