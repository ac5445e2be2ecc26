/** The desks that are mounted in this workbench. */
import { houseKernel, type Kernel } from '@charthouse/worklist';
import { createContext, useContext } from 'react';
import { useTranslation } from 'react-i18next';

export const KernelContext = createContext<Kernel>(houseKernel);

export function useKernel(): Kernel {
  return useContext(KernelContext);
}

export interface DeskLanguage {
  readonly list: (id: string) => string;
  readonly empty: (id: string) => string;
  readonly why: (id: string) => string;
  /** Undefined: no desk has a word for it. */
  readonly kind: (code: string) => string | undefined;
  readonly move: (id: string) => string | undefined;
  readonly desk: (id: string) => string;
}

/** The words of the desks, in the language of the screen. */
export function useDeskWords(): DeskLanguage {
  const { desks, wordsOf } = useKernel();
  const { i18n } = useTranslation();
  const { language } = i18n;
  const own = desks.map(({ id, words }) => ({ id, words: words[language === 'es' ? 'es' : 'en'] }));
  const found = (read: (words: (typeof own)[number]['words']) => string | undefined) =>
    own.map(({ words }) => read(words)).find((text) => text !== undefined);
  return {
    list: (id) => wordsOf(id, language)?.title ?? id,
    empty: (id) => wordsOf(id, language)?.empty ?? '',
    why: (id) => wordsOf(id, language)?.why ?? '',
    kind: (code) => found(({ kinds }) => kinds[code]),
    move: (id) => found(({ moves }) => moves?.[id]),
    desk: (id) => own.find((one) => one.id === id)?.words.title ?? id,
  };
}
