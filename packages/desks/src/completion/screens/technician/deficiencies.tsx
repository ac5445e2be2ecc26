/** What is missing or wrong in a chart, the most urgent first; worked by keys while a row has the focus. */
import { areKeysOn } from '@charthouse/ui';
import { Button } from '@mantine/core';
import type { Task } from 'fhir/r4';
import { type KeyboardEvent, type ReactNode, useState } from 'react';
import { useTechnicianWords } from '../words/use-technician-words.ts';
import { ChangeFailure } from '../work/change-failure.tsx';
import { useNames } from '../work/use-names.ts';
import { type TaskChange, useTaskChange } from '../work/use-task-change.ts';
import { Deficiency } from './deficiency.tsx';
import { type Asked, changeOf, type Kind, kindsFor } from './deficiency-moves.ts';
import type { ChartSeen } from './use-chart.ts';

interface DeficienciesProps {
  readonly chart: ChartSeen;
  readonly onShow: (document: string) => void;
}

const letters: Readonly<Record<string, Kind>> = { y: 'accept', a: 'assign', r: 'reject' };

export function Deficiencies({ chart, onShow }: DeficienciesProps) {
  const { chart: words } = useTechnicianWords();
  const [open, setOpen] = useState<string>();
  const [asking, setAsking] = useState<{ readonly id: string; readonly kind: Kind }>();
  const change = useTaskChange();
  const nameOf = useNames([...chart.open, ...chart.ended, ...chart.problems].map(({ owner }) => owner));
  const make = (task: Task, asked: Asked) => {
    setAsking(undefined);
    change.mutate([{ task, change: changeOf(task, asked) }]);
  };
  const act = (task: Task, kind: Kind) => {
    if (!kindsFor(task).includes(kind)) return;
    if (kind === 'accept') return make(task, { kind });
    setOpen(task.id);
    setAsking({ id: task.id ?? '', kind });
  };
  const all = [...chart.open, ...chart.problems, ...chart.ended];
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    if (!(event.target instanceof HTMLElement) || event.target.dataset.row === undefined) return;
    if (event.repeat || event.ctrlKey || event.metaKey || event.altKey || !areKeysOn()) return;
    const task = all.find(({ id }) => id === (event.target as HTMLElement).dataset.row);
    const kind = letters[event.key];
    if (event.key === 'j' || event.key === 'k') step(event, event.key === 'j' ? 1 : -1);
    else if (task && kind) act(task, kind);
    else return;
    event.preventDefault();
  };
  const rows = (some: readonly Task[]) => (
    <ul className="deficiencies">
      {some.map((task) => (
        <Deficiency
          key={task.id}
          task={task}
          nameOf={nameOf}
          isOpen={open === task.id}
          asking={asking && asking.id === task.id ? asking.kind : undefined}
          isPending={change.isPending}
          onToggle={() => setOpen(open === task.id ? undefined : task.id)}
          onAct={(kind) => act(task, kind)}
          onGive={(asked) => make(task, asked)}
          onBack={() => setAsking(undefined)}
          onShow={onShow}
        />
      ))}
    </ul>
  );
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: keys of its rows
    <div onKeyDown={onKeyDown}>
      <ChangeFailure error={change.error} />
      <h2>
        {words.deficiencies} <span className="soft">{chart.open.length}</span>
      </h2>
      <AcceptAll tasks={chart.open} isPending={change.isPending} onAccept={change.mutate} />
      {chart.open.length === 0 && <p className="soft">{words.none}</p>}
      {rows(chart.open)}
      {chart.problems.length > 0 && (
        <>
          <h2>{words.problems}</h2>
          {rows(chart.problems)}
        </>
      )}
      <Ended count={chart.ended.length}>{rows(chart.ended)}</Ended>
    </div>
  );
}

interface AcceptAllProps {
  readonly tasks: readonly Task[];
  readonly isPending: boolean;
  readonly onAccept: (changes: readonly TaskChange[]) => void;
}

/** Of what is proposed and has somebody to answer for it. */
function AcceptAll({ tasks, isPending, onAccept }: AcceptAllProps) {
  const { chart: words } = useTechnicianWords();
  const proposed = tasks.filter(({ status, owner }) => status === 'draft' && owner);
  if (proposed.length < 2) return null;
  const accept = () => onAccept(proposed.map((task) => ({ task, change: changeOf(task, { kind: 'accept' }) })));
  return (
    <Button size="compact-sm" loading={isPending} onClick={accept}>
      {words.acceptAll(proposed.length)}
    </Button>
  );
}

function Ended({ count, children }: { readonly count: number; readonly children: ReactNode }) {
  const { chart: words } = useTechnicianWords();
  if (count === 0) return null;
  return (
    <details>
      <summary>
        {words.ended} <span className="soft">{count}</span>
      </summary>
      {children}
    </details>
  );
}

/** To the next or previous row that is in sight. */
function step({ currentTarget, target }: KeyboardEvent<HTMLElement>, by: 1 | -1): void {
  const rows = [...currentTarget.querySelectorAll<HTMLElement>('[data-row]')].filter((row) => row.offsetParent);
  rows[rows.indexOf(target as HTMLElement) + by]?.focus();
}
