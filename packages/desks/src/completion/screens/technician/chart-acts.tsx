/** What can be done with the whole chart now; the next act always stands first. */
import { Button } from '@mantine/core';
import type { Task } from 'fhir/r4';
import { useState } from 'react';
import { useTechnicianWords } from '../words/use-technician-words.ts';
import { AskWords } from '../work/ask-words.tsx';
import type { Analysis } from './use-analysis.ts';

interface ChartActsProps {
  readonly task: Task;
  readonly open: number;
  readonly analysis: Analysis;
  readonly onAdd: () => void;
}

export function ChartActs({ open, analysis, onAdd }: ChartActsProps) {
  const { chart: words } = useTechnicianWords();
  const [asks, setAsks] = useState(false);
  const { state, may, analyse, move, isPending } = analysis;
  if (asks)
    return (
      <AskWords
        label={words.reopenWhy}
        act={words.reopen}
        isPending={isPending}
        onGive={(why) => {
          setAsks(false);
          move('reopened', why);
        }}
        onBack={() => setAsks(false)}
      />
    );
  const isMissing = state === 'not-received' || state === 'discharge-cancelled' || state === 'retired';
  return (
    <p className="trend-actions analysis-acts">
      {may && (
        <Button loading={isPending} onClick={analyse} rightSection={<kbd>e</kbd>}>
          {words.analysed(open)}
        </Button>
      )}
      {isMissing && (
        <Button loading={isPending} onClick={() => move('received')}>
          {words.receive}
        </Button>
      )}
      {state === 'complete' && (
        <Button loading={isPending} onClick={() => setAsks(true)}>
          {words.reopen}
        </Button>
      )}
      {(state === 'incomplete' || state === 'reopened') && (
        <Button variant="default" loading={isPending} onClick={() => move('awaiting-re-analysis')}>
          {words.recheck}
        </Button>
      )}
      {state === 'received' && (
        <Button variant="default" loading={isPending} onClick={() => move('not-received')}>
          {words.notReceived}
        </Button>
      )}
      <Button variant="default" onClick={onAdd} rightSection={<kbd>n</kbd>}>
        {words.add}
      </Button>
    </p>
  );
}
