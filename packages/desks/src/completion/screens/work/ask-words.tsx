/** Asks for the words that an act needs, in its place: nothing is done until they are given. */
import { Button, Textarea } from '@mantine/core';
import { useState } from 'react';
import { useTechnicianWords } from '../words/use-technician-words.ts';

interface AskWordsProps {
  readonly label: string;
  readonly act: string;
  readonly isPending: boolean;
  readonly onGive: (words: string) => void;
  readonly onBack: () => void;
}

export function AskWords({ label, act, isPending, onGive, onBack }: AskWordsProps) {
  const { item } = useTechnicianWords();
  const [words, setWords] = useState('');
  return (
    <form
      className="ask-words"
      onSubmit={(event) => {
        event.preventDefault();
        if (words.trim()) onGive(words.trim());
      }}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        event.stopPropagation();
        onBack();
      }}
    >
      <Textarea
        autoFocus
        autosize
        required
        label={label}
        value={words}
        onChange={(event) => setWords(event.currentTarget.value)}
      />
      <p className="trend-actions">
        <Button type="submit" loading={isPending} disabled={!words.trim()}>
          {act}
        </Button>
        <Button variant="default" onClick={onBack}>
          {item.back}
        </Button>
      </p>
    </form>
  );
}
