/** How people are named on screens: family name in capitals, then given names (NHS Common User Interface, patient banner). */
import type { HumanName, Patient } from 'fhir/r4';

/** The name used now: official before usual before any; never one that is over or a maiden name, if there is another. */
export function nameInUse(names: readonly HumanName[] | undefined): HumanName | undefined {
  const rank = ({ use, period }: HumanName) =>
    (period?.end !== undefined ? 10 : 0) + (['official', 'usual', undefined].indexOf(use as 'official') + 1 || 5);
  return [...(names ?? [])].sort((a, b) => rank(a) - rank(b))[0];
}

/** `OKAFOR, Ada Ngozi`; what was sent as text when it has no parts; undefined when there is no name. */
export function displayName(name: HumanName | undefined): string | undefined {
  if (!name) return undefined;
  const given = name.given?.filter(Boolean).join(' ');
  const parts = [name.family?.toLocaleUpperCase(), given].filter(Boolean);
  return parts.length > 0 ? parts.join(', ') : name.text?.trim() || undefined;
}

/** What somebody likes to be called, when it is another name. */
export function preferredName(names: readonly HumanName[] | undefined): string | undefined {
  const nickname = names?.find(({ use }) => use === 'nickname');
  return nickname?.text ?? nickname?.given?.[0];
}

/** The medical record number: https://terminology.hl7.org/CodeSystem-v2-0203.html#v2-0203-MR */
export function recordNumber({ identifier }: Patient): string | undefined {
  const typed = identifier?.find(({ type }) => type?.coding?.some(({ code }) => code === 'MR'));
  return typed?.value;
}
