/**
 * String parameters that long lists are sorted by: resources without a value have an empty row, so that their rows are the
 * whole list in order and a page is read from them. Types of which few lack a value.
 */
const whole: Readonly<Record<string, readonly string[]>> = {
  Patient: ['family', 'given', 'name'],
  Practitioner: ['family', 'given', 'name'],
  Person: ['name'],
  RelatedPerson: ['name'],
  Organization: ['name'],
  Location: ['name'],
};

export function isWhole(type: string, code: string): boolean {
  return Object.hasOwn(whole, type) && whole[type]!.includes(code);
}
