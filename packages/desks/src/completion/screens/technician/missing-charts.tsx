/** The charts that are missing, the longest discharged first, each with what can be done: received, looked for, not expected. */
import { displayName, displayTime, FailureNote, nameInUse, recordNumber, useAct, useMe } from '@charthouse/ui';
import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { Encounter, Task } from 'fhir/r4';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useTechnicianWords } from '../words/use-technician-words.ts';
import { AskWords } from '../work/ask-words.tsx';
import { ChangeFailure } from '../work/change-failure.tsx';
import { chartChange, noteBy } from '../work/chart-change.ts';
import { useNames } from '../work/use-names.ts';
import { useReread, useTaskChange } from '../work/use-task-change.ts';
import { type MissingChart, useMissing } from './use-morning.ts';

type Act = 'receive' | 'look' | 'drop';

interface Told {
  readonly name: string;
  readonly act: Act;
  /** `id/version` of what was made. */
  readonly made: string;
}

export function MissingCharts({ missing }: { readonly missing: readonly string[] }) {
  const { morning: words } = useTechnicianWords();
  const { rows, error, isPending } = useMissing(missing);
  const [told, setTold] = useState<Told>();
  const me = useMe();
  const nameOf = useNames(rows.flatMap(({ encounter }) => attendingOf(encounter) ?? []));
  const change = useTaskChange();
  const act = ({ patient, task }: MissingChart, kind: Act, why?: string) => {
    if (!task) return;
    const name = displayName(nameInUse(patient?.name)) ?? '';
    const owner = { identifier: { system: accountSystem, value: me.user ?? me.name }, display: me.name };
    const made = {
      receive: () => chartChange(task, 'received', { me }),
      look: () => ({ owner, note: [...(task.note ?? []), noteBy(me, 'sought')] }),
      drop: () => chartChange(task, 'retired', { me, why: why ?? '' }),
    }[kind]();
    change.mutate([{ task, change: made }], {
      onSuccess: ([next]) => setTold({ name, act: kind, made: `${next?.id}/${next?.meta?.versionId}` }),
    });
  };
  if (error) return <FailureNote error={error} />;
  return (
    <>
      <ChangeFailure error={change.error} />
      <ToldNote told={told} onForget={() => setTold(undefined)} />
      <table className="rows morning-rows" aria-busy={isPending}>
        <caption className="visually-hidden">{words.caption}</caption>
        <thead>
          <tr>
            {[words.patient, words.discharged, words.attending, words.state, words.act].map((title) => (
              <th key={title} scope="col">
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <Row
              key={row.encounter.id}
              row={row}
              attending={nameOf(attendingOf(row.encounter)) ?? '–'}
              isPending={change.isPending}
              onAct={(kind, why) => act(row, kind, why)}
            />
          ))}
        </tbody>
      </table>
    </>
  );
}

const accountSystem = 'https://charthouse.dev/fhir/sid/account';

const attendingOf = ({ participant = [] }: Encounter) =>
  (
    participant.find(({ type }) => type?.some(({ coding }) => coding?.some(({ code }) => code === 'ATND'))) ??
    participant[0]
  )?.individual;

interface RowProps {
  readonly row: MissingChart;
  readonly attending: string;
  readonly isPending: boolean;
  readonly onAct: (act: Act, why?: string) => void;
}

function Row({ row: { encounter, patient, task }, attending, isPending, onAct }: RowProps) {
  const { morning: words } = useTechnicianWords();
  const { i18n } = useTranslation();
  const [asks, setAsks] = useState(false);
  const name = displayName(nameInUse(patient?.name)) ?? encounter.subject?.reference ?? '–';
  const button = (act: Act, go: () => void) => (
    <Button
      size="compact-sm"
      variant={act === 'receive' ? 'filled' : 'default'}
      aria-label={`${words[act]}: ${name}`}
      onClick={go}
      disabled={isPending}
    >
      {words[act]}
    </Button>
  );
  return (
    <tr>
      <td>
        {patient ? (
          <Link to="/patients/$id" params={{ id: patient.id ?? '' }} title={name}>
            <bdi>{name}</bdi>
          </Link>
        ) : (
          <bdi>{name}</bdi>
        )}{' '}
        <span className="soft code">{patient && recordNumber(patient)}</span>
      </td>
      <td>{encounter.period?.end && displayTime(encounter.period.end, i18n.language)}</td>
      <td>
        <bdi>{attending}</bdi>
      </td>
      <td>{task ? <Sought task={task} /> : <span className="soft">{words.unseen}</span>}</td>
      <td>
        {task && !asks && (
          <span className="morning-acts">
            {button('receive', () => onAct('receive'))}
            {button('look', () => onAct('look'))}
            {button('drop', () => setAsks(true))}
          </span>
        )}
        {asks && (
          <AskWords
            label={words.dropWhy}
            act={words.drop}
            isPending={isPending}
            onGive={(why) => {
              setAsks(false);
              onAct('drop', why);
            }}
            onBack={() => setAsks(false)}
          />
        )}
      </td>
    </tr>
  );
}

function Sought({ task: { note = [] } }: { readonly task: Task }) {
  const { morning: words } = useTechnicianWords();
  const { i18n } = useTranslation();
  const last = note.at(-1);
  const who = last?.authorReference?.display ?? last?.authorString ?? '';
  if (last?.text !== 'sought') return <span className="time-soon">{words.missing}</span>;
  return <span>{words.sought(who, displayTime(last.time ?? '', i18n.language))}</span>;
}

/** What was done, and taking it back. */
function ToldNote({ told, onForget }: { readonly told: Told | undefined; readonly onForget: () => void }) {
  const { morning: words, item } = useTechnicianWords();
  const { undo } = useAct();
  const reread = useReread();
  const [failure, setFailure] = useState<Error>();
  const back = async ({ made }: Told) => {
    try {
      await undo([made]);
      onForget();
    } catch (error) {
      setFailure(error as Error);
    }
    await reread();
  };
  return (
    <div role="status" className={told ? 'saved-note' : undefined}>
      {failure && <FailureNote error={failure} />}
      {told && (
        <>
          <span>
            <bdi>{told.name}</bdi>: {words.told[told.act]}.
          </span>
          <Button size="compact-sm" variant="default" onClick={() => void back(told)}>
            {item.undo}
          </Button>
        </>
      )}
    </div>
  );
}
