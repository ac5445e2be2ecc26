/** What a clinician says of a thing that waits, besides signing it: done, or declined with a reason. */
import { Button } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import type { Task } from 'fhir/r4';
import { useState } from 'react';
import { deficiencyStates } from '../../rules/tasks/codes.ts';
import { AskWords } from '../work/ask-words.tsx';
import { ChangeFailure } from '../work/change-failure.tsx';
import { useTaskChange } from '../work/use-task-change.ts';
import { useClinicianWords } from './use-inbox.ts';

interface AnswersProps {
  readonly task: Task;
  /** It is signed, and nothing else completes it. */
  readonly isSign: boolean;
  readonly onTold: (words: string) => void;
}

const state = (code: string) => ({ coding: [{ system: deficiencyStates, code }] });

export function Answers({ task, isSign, onTold }: AnswersProps) {
  const words = useClinicianWords();
  const queries = useQueryClient();
  const change = useTaskChange();
  const [asks, setAsks] = useState<'decline' | 'done'>();
  const give = (text: string) => {
    const made: Partial<Task> =
      asks === 'decline'
        ? { status: 'rejected', statusReason: { text }, businessStatus: state('declined') }
        : {
            status: 'ready',
            output: [{ type: { text: 'finding' }, valueString: text }],
            businessStatus: state('done'),
          };
    change.mutate([{ task, change: made }], {
      onSuccess: () => {
        onTold(asks === 'decline' ? words.declined : words.told);
        void queries.invalidateQueries({ queryKey: ['pages'] });
      },
    });
  };
  return (
    <>
      <ChangeFailure error={change.error} />
      {asks ? (
        <AskWords
          key={asks}
          label={asks === 'decline' ? words.declineWhy : words.doneWhat}
          act={asks === 'decline' ? words.decline : words.done}
          isPending={change.isPending}
          onGive={give}
          onBack={() => setAsks(undefined)}
        />
      ) : (
        <p className="trend-actions">
          {!isSign && <Button onClick={() => setAsks('done')}>{words.done}</Button>}
          <Button variant="default" onClick={() => setAsks('decline')}>
            {words.decline}
          </Button>
        </p>
      )}
    </>
  );
}
