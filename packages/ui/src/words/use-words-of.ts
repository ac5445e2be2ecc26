/** The words of a desk in the language of the screen; texts with numbers in them are functions. */
import { useTranslation } from 'react-i18next';
import type { Language } from './words.ts';

export function useWordsOf<Words>(words: Readonly<Record<Language, Words>>): Words {
  const { i18n } = useTranslation();
  return words[i18n.language === 'es' ? 'es' : 'en'];
}
