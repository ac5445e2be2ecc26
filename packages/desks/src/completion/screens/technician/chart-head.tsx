/** State and clocks of a chart: by whom and when it came to this state; overdue work, delinquent record and too late are three things. */
import { displayTime } from '@charthouse/ui';
import type { Encounter, Task } from 'fhir/r4';
import { useTranslation } from 'react-i18next';
import { stateOf } from '../../rules/tasks/chart-task.ts';
import { useTechnicianWords } from '../words/use-technician-words.ts';
import { useCompletionSettings } from '../work/read-settings.ts';

interface ChartHeadProps {
  readonly task: Task;
  readonly encounter: Encounter | undefined;
  /** Deficiencies that are still to be completed. */
  readonly open: number;
}

const day = 86_400_000;

export function ChartHead({ task, encounter, open }: ChartHeadProps) {
  const { chart: words, states } = useTechnicianWords();
  const { i18n } = useTranslation();
  const { delinquentAfterDays } = useCompletionSettings();
  const end = encounter?.period?.end;
  const days = end === undefined ? undefined : Math.floor((Date.now() - Date.parse(end)) / day);
  const isDelinquent = days !== undefined && days > delinquentAfterDays && open > 0;
  const state = stateOf(task as never);
  return (
    <div className="analysis-head">
      <p>
        <strong>{state && states[state]}</strong> · {words.open(open)} ·{' '}
        <span>
          {words.record}: {days === undefined ? words.inHouse : words.since(days)}
          {end && ` (${displayTime(end, i18n.language)})`}
        </span>{' '}
        ·{' '}
        {isDelinquent ? (
          <span className="time-past" title={words.delinquentHint(delinquentAfterDays)}>
            <span aria-hidden>◆</span> {words.delinquent}
          </span>
        ) : (
          <span className="soft">{words.notDelinquent}</span>
        )}
      </p>
      <details>
        <summary>{words.history}</summary>
        <ol className="analysis-states">
          {(task.note ?? []).map(({ time, text, authorString, authorReference }) => (
            <li key={`${time} ${text}`}>
              <span className="soft">{time && displayTime(time, i18n.language)}</span> {toldState(text, states)} ·{' '}
              {authorReference?.display ??
                authorReference?.reference ??
                (authorString === 'rules' ? words.byRules : authorString)}
            </li>
          ))}
        </ol>
      </details>
    </div>
  );
}

/** `retired: paper chart of another house` -> the state in words, and the reason as it was given. */
function toldState(text: string, states: Readonly<Record<string, string>>): string {
  const [state = '', ...why] = text.split(': ');
  return [states[state] ?? state, ...why].join(': ');
}
