/** Saves letters as a PDF: one, or all that are due. */
import { FailureNote } from '@charthouse/ui';
import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useRoundWords } from '../words/use-round-words.ts';
import { useFile } from '../work/use-file.ts';

interface PrintLetterProps {
  /** Which, as `$completion-letters` is asked. */
  readonly of: string;
  /** Absent: of everybody. */
  readonly whom?: string;
}

export function PrintLetter({ of, whom }: PrintLetterProps) {
  const { letters: words } = useRoundWords();
  const { i18n } = useTranslation();
  const file = useFile();
  const save = () =>
    file.mutate({
      path: `$completion-letters?${of}&lang=${i18n.language.slice(0, 2)}`,
      ...{ type: 'application/pdf', name: whom === undefined ? 'letters.pdf' : `letter ${whom}.pdf` },
    });
  return (
    <>
      <Button
        size={whom === undefined ? 'sm' : 'compact-sm'}
        variant="default"
        loading={file.isPending}
        {...(whom !== undefined && { 'aria-label': `${words.one}: ${whom}` })}
        onClick={save}
      >
        {whom === undefined ? words.all : words.one}
      </Button>
      {file.error && <FailureNote error={file.error} again={save} />}
    </>
  );
}
