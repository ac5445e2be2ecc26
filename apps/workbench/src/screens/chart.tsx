/** One patient on one screen: the banner, then the parts of the chart. */
import { ChartSection, FailureNote, PatientBanner, sections, useFhir } from '@charthouse/ui';
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import type { Patient } from 'fhir/r4';
import { useTranslation } from 'react-i18next';

export function Chart() {
  const { t } = useTranslation();
  const { id } = useParams({ from: '/patients/$id' });
  const { tab, at } = useSearch({ from: '/patients/$id' });
  const navigate = useNavigate();
  const { data: patient, error, refetch } = useFhir<Patient>(`Patient/${id}`);
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
        {sections.map((one) => (
          <Link
            key={one.id}
            to="/patients/$id"
            params={{ id }}
            search={{ tab: one.id }}
            aria-current={one === section ? 'page' : undefined}
          >
            {t(`chart.${one.id}`)}
          </Link>
        ))}
      </nav>
      <ChartSection
        key={section.id}
        patient={id}
        section={section}
        at={at}
        onOpen={(row) => navigate({ to: '/patients/$id', params: { id }, search: { tab: section.id, at: row } })}
      />
    </div>
  );
}
