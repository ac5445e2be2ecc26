/** One chart being analysed: its documents beside what is missing or wrong in it. */
import { areKeysOn, FailureNote, PatientBanner, type ThingProps, usePatient } from '@charthouse/ui';

import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useTechnicianWords } from '../words/use-technician-words.ts';
import { ChangeFailure } from '../work/change-failure.tsx';
import { AddDeficiency } from './add-deficiency.tsx';
import { ChartActs } from './chart-acts.tsx';
import { ChartHead } from './chart-head.tsx';
import { Deficiencies } from './deficiencies.tsx';
import { DocumentsPane } from './documents-pane.tsx';
import { useAnalysis } from './use-analysis.ts';
import { type ChartSeen, useChart } from './use-chart.ts';
import './analysis.css';

export default function ChartAnalysis({ task, onMoved }: ThingProps) {
  const { t } = useTranslation();
  const chart = useChart(task.encounter?.reference ?? task.focus?.reference ?? '');
  const patient = usePatient(task.for?.reference?.slice('Patient/'.length) ?? '');
  const error = chart.error ?? patient.error;
  if (error) return <FailureNote error={error} />;
  if (chart.isPending || !patient.data) return <p className="soft analysis">{t('chart.loading')}</p>;
  return (
    <>
      <PatientBanner patient={patient.data.patient} />
      <Analysis key={task.id} task={task} chart={chart} onMoved={onMoved} />
    </>
  );
}

interface AnalysisProps extends ThingProps {
  readonly chart: ChartSeen;
}

function Analysis({ task, chart, onMoved }: AnalysisProps) {
  const { chart: words } = useTechnicianWords();
  const [shown, setShown] = useState<string>();
  const [adds, setAdds] = useState(false);
  const own = useRef<HTMLElement>(null);
  const analysis = useAnalysis(task, onMoved);
  useEffect(() => {
    if (document.activeElement?.getAttribute('role') === 'grid') own.current?.focus();
  }, []);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.defaultPrevented || isTyping(event) || event.repeat) return;
    if (event.key === 'Escape') return void document.querySelector<HTMLElement>('.work-grid')?.focus();
    if (!areKeysOn() || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === 'n') setAdds(true);
    else if (event.key === 'e' && analysis.may) analysis.analyse();
    else return;
    event.preventDefault();
  };
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: its keys act while it has the focus
    <section ref={own} className="analysis" aria-label={words.title} tabIndex={0} onKeyDown={onKeyDown}>
      <ChartHead task={task} encounter={chart.encounter} open={chart.open.length} />
      <ChartActs task={task} open={chart.open.length} analysis={analysis} onAdd={() => setAdds(true)} />
      <ChangeFailure error={analysis.error} />
      <div className="analysis-panes">
        <DocumentsPane documents={chart.documents} shown={shown} onShow={setShown} />
        <div className="analysis-work">
          {adds && <AddDeficiency chart={task} seen={chart} document={shown} onDone={() => setAdds(false)} />}
          <Deficiencies chart={chart} onShow={setShown} />
          <p className="soft analysis-keys">{words.keys}</p>
        </div>
      </div>
    </section>
  );
}

function isTyping({ target }: KeyboardEvent): boolean {
  return target instanceof HTMLElement && /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName);
}
