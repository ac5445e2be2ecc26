/** Who this chart is about: always there, always the same height (NHS Common User Interface, patient banner). */
import type { AllergyIntolerance, Bundle, Flag, Patient } from 'fhir/r4';
import { useTranslation } from 'react-i18next';
import { matches, useFhir } from '../data/fhir-context.ts';
import { displayConcept } from '../fhir/concepts.ts';
import { ageAt, displayDate } from '../fhir/dates.ts';
import { displayName, nameInUse, preferredName, recordNumber } from '../fhir/names.ts';
import { isRestricted, PatientAlerts } from './patient-alerts.tsx';
import './patient-banner.css';

const shownAllergies = 4;

interface PatientBannerProps {
  readonly patient: Patient;
  /** Open by breaking the glass. */
  readonly isEmergency?: boolean;
}

export function PatientBanner({ patient, isEmergency = false }: PatientBannerProps) {
  const { t } = useTranslation();
  const preferred = preferredName(patient.name);
  const number = recordNumber(patient);
  return (
    <header
      className="patient-banner"
      data-restricted={isRestricted(patient) || isEmergency}
      data-deceased={isDeceased(patient)}
    >
      <div className="patient-banner-name">
        <h1 title={displayName(nameInUse(patient.name))}>
          {displayName(nameInUse(patient.name)) ?? t('patient.noName')}
        </h1>
        {preferred && <span>{t('patient.preferred', { name: preferred })}</span>}
        <Born patient={patient} />
        <span>{t(`patient.${sexOf(patient)}`)}</span>
        <span className="code">{number ? t('patient.number', { number }) : t('patient.noNumber')}</span>
        <PatientAlerts patient={patient} />
      </div>
      <p className="patient-banner-facts">
        <Allergies id={patient.id!} />
        <Flags id={patient.id!} />
      </p>
    </header>
  );
}

const isDeceased = ({ deceasedBoolean, deceasedDateTime }: Patient) =>
  deceasedBoolean === true || deceasedDateTime !== undefined;

const sexOf = ({ gender }: Patient) =>
  gender === 'male' || gender === 'female' || gender === 'other' ? gender : ('sexUnknown' as const);

function Born({ patient }: { readonly patient: Patient }) {
  const { t, i18n } = useTranslation();
  const { birthDate, deceasedDateTime } = patient;
  if (birthDate === undefined) return <span>{t('patient.bornUnknown')}</span>;
  const age = ageAt(birthDate, deceasedDateTime ? new Date(deceasedDateTime) : new Date());
  const words = age ? t(`patient.age_${age.unit}`, { count: age.count }) : t('patient.bornAhead');
  return (
    <span>
      {t('patient.born', { date: displayDate(birthDate, i18n.language) })} ({words})
      {isDeceased(patient) && (
        <b>
          {' · '}
          {deceasedDateTime
            ? t('patient.deceased', { date: displayDate(deceasedDateTime, i18n.language) })
            : t('patient.deceasedUndated')}
        </b>
      )}
    </span>
  );
}

function Allergies({ id }: { readonly id: string }) {
  const { t } = useTranslation();
  const { data } = useFhir<Bundle>(
    `AllergyIntolerance?patient=${id}&_count=50&_elements=code,criticality,clinicalStatus`,
  );
  const active = matches<AllergyIntolerance>(data).filter(
    ({ clinicalStatus }) => clinicalStatus?.coding?.[0]?.code !== 'resolved',
  );
  const names = active.map(({ code }) => displayConcept(code)).filter((name) => name !== undefined);
  const rest = names.length - shownAllergies;
  const words = names.length === 0 ? t('patient.noAllergies') : names.slice(0, shownAllergies).join(', ');
  return (
    <span title={names.join(', ')}>
      <span className="soft">{t('patient.allergies')}: </span>
      {data && <span>{words}</span>}
      {rest > 0 && <span className="soft"> + {t('patient.more', { count: rest })}</span>}
    </span>
  );
}

function Flags({ id }: { readonly id: string }) {
  const { t } = useTranslation();
  const { data } = useFhir<Bundle>(`Flag?patient=${id}&_count=50&_elements=code,status,subject`);
  const active = matches<Flag>(data).filter(({ status }) => status === 'active');
  if (active.length === 0) return null;
  const names = active.map(({ code }) => displayConcept(code)).join(', ');
  return (
    <span title={names}>
      {' · '}
      <span className="soft">{t('patient.flags')}: </span>
      <b>{names}</b>
    </span>
  );
}
