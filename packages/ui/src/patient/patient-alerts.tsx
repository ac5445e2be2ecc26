/** What warns of a mistake about this patient: restrictions and holds by the server's marks, and others of the same name. */
import type { Bundle, Patient } from 'fhir/r4';
import { useTranslation } from 'react-i18next';
import { useFhir } from '../data/fhir-context.ts';
import { nameInUse } from '../fhir/names.ts';

/** https://terminology.hl7.org/CodeSystem-v3-Confidentiality.html, and the states of docs/access.md */
const restricting: ReadonlySet<string | undefined> = new Set(['R', 'V', 'restricted']);

export const isRestricted = ({ meta }: Patient) =>
  [...(meta?.security ?? []), ...(meta?.tag ?? [])].some(({ code }) => restricting.has(code));

const isHeld = ({ meta }: Patient) => meta?.tag?.some(({ code }) => code === 'held') ?? false;

export function PatientAlerts({ patient }: { readonly patient: Patient }) {
  const { t } = useTranslation();
  const { data } = useFhir<Bundle>(sameName(patient));
  const others = (data?.total ?? 1) - 1;
  return (
    <>
      {isRestricted(patient) && <b className="time-past">{t('patient.restricted')}</b>}
      {isHeld(patient) && <b className="time-past">{t('patient.held')}</b>}
      {others > 0 && <b className="time-soon">{t('patient.sameName', { count: others })}</b>}
    </>
  );
}

function sameName({ name }: Patient): string | undefined {
  const { family, given = [] } = nameInUse(name) ?? {};
  if (!family || !given[0]) return undefined;
  const escaped = (text: string) => text.replace(/[\\,$|]/g, (sign) => `\\${sign}`);
  return `Patient?${new URLSearchParams({ family: escaped(family), given: escaped(given[0]), _summary: 'count' })}`;
}
