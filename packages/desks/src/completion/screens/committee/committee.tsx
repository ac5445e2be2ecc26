/** The committee's closure: deficiencies that nobody can complete become not obtainable with the minutes, the lateness stays; what was closed, and back. */
import { FailureNote, matches, useFhir } from '@charthouse/ui';
import { Switch } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import type { Bundle, Task } from 'fhir/r4';
import { useEffect, useState } from 'react';
import { taskSystem } from '../../rules/tasks/codes.ts';
import { useRun } from '../notices/told.ts';
import { useRoundWords } from '../words/use-round-words.ts';
import { isBeyondAnybody, isCloseable, minutesOf } from './cases.ts';
import { Choose } from './choose.tsx';
import { Closed } from './closed.tsx';
import { Decide } from './decide.tsx';

const deficiencies = `Task?code=${taskSystem}|deficiency&_count=500`;

export default function CommitteeScreen() {
  const { committee: words } = useRoundWords();
  const queries = useQueryClient();
  const waiting = useFhir<Bundle>(
    `${deficiencies}&status=draft,requested,in-progress,on-hold,rejected&_sort=authored-on`,
  );
  const ended = useFhir<Bundle>(`${deficiencies}&status=failed&_sort=-_lastUpdated`);
  const [isAll, setAll] = useState(false);
  const [chosen, choose] = useState<ReadonlySet<string>>(new Set());
  const close = useRun('$close-by-committee');
  const error = waiting.error ?? ended.error;
  const both = [...matches<Task>(ended.data), ...matches<Task>(waiting.data)];
  const shown = both.filter((task) => isCloseable(task) && (isAll || isBeyondAnybody(task)));
  const picked = shown.filter(({ id }) => chosen.has(id ?? ''));
  const done = close.data?.parameter?.length;
  useEffect(() => {
    if (done !== undefined) void queries.invalidateQueries({ queryKey: ['fhir'] });
  }, [done, queries]);
  return (
    <div className="page">
      <h1>{words.title}</h1>
      <p className="soft">{words.about}</p>
      {error && <FailureNote error={error} again={() => void Promise.all([waiting.refetch(), ended.refetch()])} />}
      {close.error && <FailureNote error={close.error} />}
      <div role="status">{done !== undefined && words.done(done)}</div>
      {waiting.data && ended.data && (
        <>
          <Switch
            label={words.showAll}
            checked={isAll}
            onChange={({ currentTarget }) => setAll(currentTarget.checked)}
          />
          {[waiting.data, ended.data].some(({ link = [] }) => link.some(({ relation }) => relation === 'next')) && (
            <p className="soft">{words.first}</p>
          )}
          <Choose tasks={shown} chosen={chosen} onChoose={choose} />
          {picked.length > 0 && (
            <Decide
              picked={picked}
              isPending={close.isPending}
              onDecide={(minutes, reason) =>
                close.mutate(
                  [...picked.map(({ id }) => ['task', String(id)] as const), ['minutes', minutes], ['reason', reason]],
                  { onSuccess: () => choose(new Set()) },
                )
              }
            />
          )}
          <Closed tasks={matches<Task>(ended.data).filter((task) => minutesOf(task) !== undefined)} />
        </>
      )}
    </div>
  );
}
