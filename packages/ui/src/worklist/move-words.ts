/** What a move is called: by the kernel, or by the desk that has it. */
import { useTranslation } from 'react-i18next';
import { useDeskWords } from './kernel-context.ts';

export function useMoveWords(): (move: string) => string {
  const { t } = useTranslation();
  const words = useDeskWords();
  return (move) => words.move(move) ?? t(`work.${move}` as 'work.claim', { defaultValue: move });
}
