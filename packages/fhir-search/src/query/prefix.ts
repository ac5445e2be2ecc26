/** The comparators that stand before dates, numbers and quantities. https://hl7.org/fhir/R4/search.html#prefix */

export type Prefix = 'eq' | 'ne' | 'gt' | 'lt' | 'ge' | 'le' | 'sa' | 'eb' | 'ap';

export function readPrefix(value: string): { readonly prefix: Prefix; readonly rest: string } {
  const found = /^(eq|ne|gt|lt|ge|le|sa|eb|ap)(.*)$/s.exec(value);
  return found ? { prefix: found[1] as Prefix, rest: found[2]! } : { prefix: 'eq', rest: value };
}
