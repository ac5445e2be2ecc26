/** One patient on one screen: the banner, then the parts of the chart. */
import {
  BreakGlass,
  ChartSearch,
  ChartSection,
  EmergencyBar,
  FailureNote,
  IdentityEditor,
  LookedView,
  PatientBanner,
  type Saved,
  SavedNote,
  sections,
  usePatient,
} from '@charthouse/ui';
import { Button } from '@mantine/core';
import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { usePerson } from '../sign-in/person.ts';
import { ChartTabs } from './chart-tabs.tsx';
import { SecondWindow } from './second-window.tsx';

/** Its tab: not a part of the record, but what was done with it. */
const log = 'looked';

export function Chart() {
  const { id } = useParams({ from: '/patients/$id' });
  return <OneChart key={id} id={id} />;
}

function OneChart({ id }: { readonly id: string }) {
  const { edit, glass } = useSearch({ from: '/patients/$id' });
  const navigate = useNavigate();
  const { mayBreakGlass } = usePerson();
  const [saved, setSaved] = useState<Saved>();
  const { data, error, refetch } = usePatient(id);
  const toChart = () => navigate({ to: '/patients/$id', params: { id }, search: {} });
  const isOpenForced = data?.emergencyUntil !== undefined;
  const asksGlass = mayBreakGlass && glass && !isOpenForced;
  if (error)
    return (
      <div className="page">
        <FailureNote error={error} again={() => void refetch()} />
        {asksGlass ? <Glass id={id} title={id} /> : <GlassOffer id={id} />}
      </div>
    );
  const patient = data?.patient;
  return (
    <div className="chart">
      {patient ? (
        <PatientBanner patient={patient} isEmergency={isOpenForced} />
      ) : (
        <header className="patient-banner" aria-busy="true" />
      )}
      <SecondWindow id={id} />
      {isOpenForced && <EmergencyBar patient={id} until={data.emergencyUntil} />}
      {data?.notice && <p className="chart-notice">{data.notice}</p>}
      {saved && <SavedNote key={saved.patient.meta?.versionId} saved={saved} />}
      {asksGlass && <Glass id={id} title={id} />}
      {edit && patient ? (
        <IdentityEditor
          patient={patient}
          onStale={() => void refetch()}
          onSaved={(done) => {
            setSaved(done);
            void toChart();
          }}
          onBack={toChart}
        />
      ) : (
        <Parts id={id} isOpenForced={isOpenForced} />
      )}
    </div>
  );
}

function Parts({ id, isOpenForced }: { readonly id: string; readonly isOpenForced: boolean }) {
  const { t } = useTranslation();
  const { tab, at, find } = useSearch({ from: '/patients/$id' });
  const navigate = useNavigate();
  const person = usePerson();
  const mayReadLog = person.permissions.includes('access-log.read');
  const section = sections.find((one) => one.id === tab) ?? sections[0]!;
  const isLog = tab === log && mayReadLog;
  const go = (search: { tab?: string; at?: string; find?: string }) =>
    navigate({ to: '/patients/$id', params: { id }, search });
  return (
    <>
      <ChartTabs
        id={id}
        current={isLog ? log : section.id}
        tabs={[...sections.map((one) => one.id), ...(mayReadLog ? [log as 'looked'] : [])]}
        find={find}
        isOpenForced={isOpenForced}
      />
      {isLog && <LookedView patient={id} />}
      {!isLog && find !== undefined && (
        <ChartSearch
          key={find}
          patient={id}
          words={find}
          at={at}
          onOpen={(row) => go({ find, ...(row !== undefined && { at: row }) })}
        />
      )}
      {!isLog && find === undefined && (
        <ChartSection
          key={section.id}
          patient={id}
          section={section}
          at={at}
          note={person.mayBreakGlass && !isOpenForced ? t('glass.closed') : undefined}
          onOpen={(row) => go({ tab: section.id, ...(row !== undefined && { at: row }) })}
        />
      )}
    </>
  );
}

function Glass({ id, title }: { readonly id: string; readonly title: string }) {
  const navigate = useNavigate();
  const { glassMinutes = 60, signInAnew } = usePerson();
  const { t } = useTranslation();
  const toChart = () => navigate({ to: '/patients/$id', params: { id }, search: {}, replace: true });
  return (
    <BreakGlass
      patient={id}
      title={`${t('glass.offer')}: ${title}`}
      most={glassMinutes}
      signInAnew={signInAnew}
      onOpened={toChart}
      onBack={toChart}
    />
  );
}

/** To who may: whatever the server says, it cannot tell what is closed from what is not there. */
function GlassOffer({ id }: { readonly id: string }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  if (!usePerson().mayBreakGlass) return null;
  return (
    <p>
      <span>{t('glass.closed')}</span>{' '}
      <Button
        size="compact-md"
        color="red"
        variant="outline"
        onClick={() => navigate({ to: '/patients/$id', params: { id }, search: { glass: 1 } })}
      >
        {t('glass.offer')}
      </Button>
    </p>
  );
}
