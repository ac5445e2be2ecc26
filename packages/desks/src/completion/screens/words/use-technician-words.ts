/** The words of the technician's screens in the language of the screen. */
import { useWordsOf } from '@charthouse/ui';
import { technicianEn } from './technician-en.ts';
import { technicianEs } from './technician-es.ts';

export const useTechnicianWords = () => useWordsOf({ en: technicianEn, es: technicianEs });
