/** The words of the manager's screens in the language of the screen. */
import { useWordsOf } from '@charthouse/ui';
import { roundEn } from './round-en.ts';
import { roundEs } from './round-es.ts';

export const useRoundWords = () => useWordsOf({ en: roundEn, es: roundEs });
