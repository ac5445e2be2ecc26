/** Says what was done, what was not and why, and offers to take it back. */
import { UnstyledButton } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { FailureNote } from '../data/failure-note.tsx';
import { Left } from './act-panel.tsx';
import { useMoveWords } from './move-words.ts';
import type { Done } from './use-done.ts';

export function DoneNote({ done: { last, error, undo, forget } }: { readonly done: Done }) {
  const { t } = useTranslation();
  const word = useMoveWords();
  return (
    <div role="status" className={last ? 'work-bar work-done' : undefined}>
      {error && <FailureNote error={error} />}
      {last && (
        <>
          <span>
            {last.isUndone
              ? t('work.undone', { count: last.outcome.moved })
              : t('work.did', { move: word(last.move), count: last.outcome.moved })}
          </span>
          <Left left={last.outcome.left} />
          {!last.isUndone && last.outcome.names.length > 0 && (
            <UnstyledButton className="work-chip" onClick={undo}>
              {t('work.undo')} <kbd>Ctrl Z</kbd>
            </UnstyledButton>
          )}
          <UnstyledButton className="work-chip" aria-label={t('work.forget')} onClick={forget}>
            ×
          </UnstyledButton>
        </>
      )}
    </div>
  );
}
