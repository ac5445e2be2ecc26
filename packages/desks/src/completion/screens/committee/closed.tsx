/** What the committee closed: minutes, reason, when and by whom; and its way back, with why. */
import { displayTime, useMe } from '@charthouse/ui';
import { Button } from '@mantine/core';
import type { Task } from 'fhir/r4';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Table } from '../notices/table.tsx';
import { useRoundWords } from '../words/use-round-words.ts';
import { AskWords } from '../work/ask-words.tsx';
import { ChangeFailure } from '../work/change-failure.tsx';
import { noteBy } from '../work/chart-change.ts';
import { useTaskChange } from '../work/use-task-change.ts';
import { minutesOf, reopened } from './cases.ts';

export function Closed({ tasks }: { readonly tasks: readonly Task[] }) {
  const { committee: words } = useRoundWords();
  const { i18n } = useTranslation();
  const me = useMe();
  const [asked, ask] = useState<Task>();
  const change = useTaskChange(() => ask(undefined));
  const mayReopen = me.permissions.includes('completion.analyse');
  const time = (text: string | undefined) => (text ? displayTime(text, i18n.language) : '');
  return (
    <>
      <ChangeFailure error={change.error} />
      {asked && (
        <AskWords
          label={words.whyReopen(asked.description ?? '')}
          act={words.reopen}
          isPending={change.isPending}
          onBack={() => ask(undefined)}
          onGive={(why) => {
            const note = [...(asked.note ?? []), noteBy(me, `reopened: ${why}`)];
            change.mutate([{ task: asked, change: { ...reopened(asked, why), note } }]);
          }}
        />
      )}
      <Table
        caption={words.closed}
        heads={[words.deficiency, words.encounter, words.due, words.minutes, words.reason, words.by, words.act]}
        empty={words.noneClosed}
        rows={tasks.map((task) => {
          const last = task.note?.at(-1);
          return {
            key: task.id ?? '',
            cells: [
              task.description,
              <span key="encounter" className="code">
                {task.encounter?.reference}
              </span>,
              time(task.restriction?.period?.end),
              minutesOf(task),
              task.statusReason?.text,
              [last?.authorString ?? last?.authorReference?.display, time(last?.time)].filter(Boolean).join(', '),
              mayReopen && (
                <Button
                  key="reopen"
                  size="compact-sm"
                  variant="default"
                  aria-label={`${words.reopen}: ${task.description} ${task.encounter?.reference}`}
                  onClick={() => ask(task)}
                >
                  {words.reopen}
                </Button>
              ),
            ],
          };
        })}
      />
    </>
  );
}
