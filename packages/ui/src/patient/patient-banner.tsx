/** Who this chart is about: always there, always the same height (NHS Common User Interface, patient banner). */
import type { AllergyIntolerance, Bundle, Patient } from 'fhir/r4';
import { useTranslation } from 'react-i18next';
import { matches, useFhir } from '../data/fhir-context.ts';
import { displayConcept } from '../fhir/concepts.ts';
import { ageAt, displayDate } from '../fhir/dates.ts';
import { displayName, nameInUse, preferredName, recordNumber } from '../fhir/names.ts';
import './patient-banner.css';

const shownAllergies = 4;

export function PatientBanner({ patient }: { readonly patient: Patient }) {
  const { t } = useTranslation();
  const preferred = preferredName(patient.name);
  const number = recordNumber(patient);
  const isRestricted = patient.meta?.security?.some(({ code }) => code === 'R' || code === 'V');
  return (
    <header className="patient-banner" data-restricted={isRestricted} data-deceased={isDeceased(patient)}>
      <div className="patient-banner-name">
        <h1 title={displayName(nameInUse(patient.name))}>
          {displayName(nameInUse(patient.name)) ?? t('patient.noName')}
        </h1>
        {preferred && <span>{t('patient.preferred', { name: preferred })}</span>}
        <Born patient={patient} />
        <span>{t(`patient.${sexOf(patient)}`)}</span>
        <span className="code">{number ? t('patient.number', { number }) : t('patient.noNumber')}</span>
        {isRestricted && <span className="time-past">{t('patient.restricted')}</span>}
      </div>
      <Allergies id={patient.id!} />
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
    <p className="patient-banner-facts" title={names.join(', ')}>
      <span className="soft">{t('patient.allergies')}: </span>
      {data && <span>{words}</span>}
      {rest > 0 && <span className="soft"> + {t('patient.more', { count: rest })}</span>}
    </p>
  );
}
