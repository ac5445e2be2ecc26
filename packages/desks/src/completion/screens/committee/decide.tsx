/** What closing would do, said before it is done; where it was decided, and why. */
import { Button, Textarea, TextInput } from '@mantine/core';
import type { Task } from 'fhir/r4';
import { useState } from 'react';
import { useRoundWords } from '../words/use-round-words.ts';
import { effectOf } from './cases.ts';

interface DecideProps {
  readonly picked: readonly Task[];
  readonly isPending: boolean;
  readonly onDecide: (minutes: string, reason: string) => void;
}

export function Decide({ picked, isPending, onDecide }: DecideProps) {
  const { committee: words } = useRoundWords();
  const [minutes, setMinutes] = useState('');
  const [reason, setReason] = useState('');
  const isSaid = Boolean(minutes.trim() && reason.trim());
  return (
    <form
      className="round-part"
      aria-label={words.decision}
      onSubmit={(event) => {
        event.preventDefault();
        if (isSaid) onDecide(minutes.trim(), reason.trim());
      }}
    >
      <h2 className="page-part">{words.decision}</h2>
      <p role="status">{words.effect(effectOf(picked, Date.now()))}</p>
      <TextInput
        required
        label={words.minutes}
        description={words.minutesHint}
        value={minutes}
        onChange={({ currentTarget }) => setMinutes(currentTarget.value)}
      />
      <Textarea
        required
        autosize
        label={words.reason}
        value={reason}
        onChange={({ currentTarget }) => setReason(currentTarget.value)}
      />
      <Button type="submit" mt="sm" loading={isPending} disabled={!isSaid}>
        {words.close(picked.length)}
      </Button>
    </form>
  );
}
