/** One patient on one screen: the banner, then the parts of the chart. */
import { ChartSection, FailureNote, LookedView, PatientBanner, sections, useFhir } from '@charthouse/ui';
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import type { Patient } from 'fhir/r4';
import { useTranslation } from 'react-i18next';
import { usePerson } from '../sign-in/person.ts';

/** Its tab: not a part of the record, but what was done with it. */
const log = 'looked';

export function Chart() {
  const { t } = useTranslation();
  const { id } = useParams({ from: '/patients/$id' });
  const { tab, at } = useSearch({ from: '/patients/$id' });
  const navigate = useNavigate();
  const mayReadLog = usePerson().permissions.includes('access-log.read');
  const { data: patient, error, refetch } = useFhir<Patient>(`Patient/${id}`);
  const isLog = tab === log && mayReadLog;
  const section = sections.find((one) => one.id === tab) ?? sections[0]!;
  if (error)
    return (
      <div className="page">
        <FailureNote error={error} again={refetch} />
      </div>
    );
  return (
    <div className="chart">
      {patient ? <PatientBanner patient={patient} /> : <header className="patient-banner" aria-busy="true" />}
      <nav className="chart-tabs" aria-label={t('chart.parts')}>
        {[...sections.map(({ id }) => id), ...(mayReadLog ? [log as 'looked'] : [])].map((one) => (
          <Link
            key={one}
            to="/patients/$id"
            params={{ id }}
            search={{ tab: one }}
            aria-current={one === (isLog ? log : section.id) ? 'page' : undefined}
          >
            {t(`chart.${one}`)}
          </Link>
        ))}
      </nav>
      {isLog ? (
        <LookedView patient={id} />
      ) : (
        <ChartSection
          key={section.id}
          patient={id}
          section={section}
          at={at}
          onOpen={(row) => navigate({ to: '/patients/$id', params: { id }, search: { tab: section.id, at: row } })}
        />
      )}
    </div>
  );
}
