/** What is wrong with a field before it is sent, as a key of the words of the form. The server checks again. */
import type { Identity, IdentityField } from './identity.ts';

export type Wrong = 'needsName' | 'noDate' | 'future' | 'longAgo' | 'noEmail' | 'noPhone' | 'tooLong';

const longest = 1_000;
const oldest = 1850;

export function checkIdentity(identity: Identity, today: Date): Partial<Record<IdentityField, Wrong>> {
  const { family, given, birthDate, email, phone } = identity;
  const wrong: Partial<Record<IdentityField, Wrong>> = {};
  if (!family.trim() && !given.trim()) wrong.family = 'needsName';
  const born = wrongDate(birthDate.trim(), today);
  if (born) wrong.birthDate = born;
  if (email.trim() && !/^[^\s@]+@[^\s@]+$/.test(email.trim())) wrong.email = 'noEmail';
  if (phone.trim() && !/\d{3}/.test(phone.replace(/[\s().-]/g, ''))) wrong.phone = 'noPhone';
  for (const [field, text] of Object.entries(identity))
    if (text.length > longest) wrong[field as IdentityField] = 'tooLong';
  return wrong;
}

/** A date of FHIR that exists and may be a day of birth. https://hl7.org/fhir/R4/datatypes.html#date */
function wrongDate(text: string, today: Date): Wrong | undefined {
  if (text === '') return undefined;
  const found = /^(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?$/.exec(text);
  if (!found) return 'noDate';
  const [year, month = 1, day = 1] = found.slice(1).map((part) => (part === undefined ? undefined : Number(part)));
  const date = new Date(year!, month - 1, day);
  if (date.getMonth() !== month - 1 || date.getDate() !== day) return 'noDate';
  if (date > today) return 'future';
  return year! < oldest ? 'longAgo' : undefined;
}
