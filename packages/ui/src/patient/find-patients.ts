/** What a person types to find a patient, as a FHIR search. */

const day = /^\d{4}-\d{2}(-\d{2})?$/;
const year = /^(18|19|20)\d{2}$/;
const number = /^[A-Za-z]{0,4}-?\d{5,}$/;

/** Words are parts of the name, all of them; a year or day is of birth; a long number is a record number. Undefined: nothing typed. */
export function patientSearch(text: string, count: number): string | undefined {
  const words = text
    .trim()
    .split(/[\s,;]+/)
    .filter(Boolean);
  if (words.length === 0) return undefined;
  const asked = new URLSearchParams();
  for (const word of words) {
    if (day.test(word) || year.test(word)) asked.append('birthdate', word);
    else if (number.test(word)) asked.append('identifier', escaped(word));
    else asked.append('name', escaped(word));
  }
  asked.append('_count', String(count));
  asked.append('_elements', 'name,birthDate,gender,identifier,address,deceased');
  return `Patient?${asked}`;
}

/** https://hl7.org/fhir/R4/search.html#escaping */
const escaped = (word: string) => word.replace(/[\\,$|]/g, (sign) => `\\${sign}`);
