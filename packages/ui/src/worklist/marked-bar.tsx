/** What can be done with the rows that are marked. */
import type { Move } from '@charthouse/worklist';
import { Button, UnstyledButton } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useMoveWords } from './move-words.ts';
import type { Marks } from './use-marks.ts';

interface MarkedBarProps {
  readonly marks: Marks;
  /** Absent until it is known. */
  readonly total: number | undefined;
  readonly moves: readonly Move[];
  readonly onAct: (move: string) => void;
}

export function MarkedBar({ marks, total, moves, onAct }: MarkedBarProps) {
  const { t } = useTranslation();
  const word = useMoveWords();
  return (
    <div className="work-bar work-marked" role="toolbar" aria-label={t('work.marked')}>
      <strong role="status">{t('work.markedCount', { count: marks.count })}</strong>
      {!marks.isAll && total !== undefined && total > marks.count && (
        <UnstyledButton className="work-chip" onClick={marks.all}>
          {t('work.markAll', { count: total })}
        </UnstyledButton>
      )}
      {moves.map(({ id }) => (
        <Button key={id} size="compact-sm" variant="default" onClick={() => onAct(id)}>
          {word(id)}
        </Button>
      ))}
      <UnstyledButton className="work-chip" onClick={marks.clear}>
        {t('work.markNone')} <kbd>Esc</kbd>
      </UnstyledButton>
    </div>
  );
}
