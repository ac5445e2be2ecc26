/** Letters about notices and suspensions as one paper: each on a page of its own, in the hospital's words, naming no patient. */
import type { Paper, Part } from '@charthouse/paper';
import type { Hospital } from './hospital.ts';

export interface PrintedLetter {
  readonly title: string;
  readonly text: string;
  /** Name and address of whom it is for. */
  readonly to: readonly string[];
  /** A local day. */
  readonly date: string;
  /** What it is about: kind of deficiency, local day on which it was due, days late. */
  readonly about: readonly (readonly [what: string, due: string, days: number])[];
}

export type PaperLanguage = 'en' | 'es';

const heads = {
  en: ['To complete', 'Due', 'Days late'],
  es: ['Por completar', 'Vence', 'Días de retraso'],
} as const;

const title = { en: 'Letters of medical records', es: 'Cartas de historias clínicas' } as const;

export interface Printing {
  readonly hospital: Hospital;
  readonly lang: PaperLanguage;
  /** Milliseconds since 1970. */
  readonly made: number;
  /** The local day of it. */
  readonly today: string;
}

export function letterPaper(letters: readonly PrintedLetter[], { hospital, lang, made, today }: Printing): Paper {
  return {
    ...{ lang, made, footer: `${hospital.name} · ${today}` },
    title: letters.length === 1 ? letters[0]!.title : title[lang],
    parts: letters.flatMap((letter, i): Part[] => [
      ...(i > 0 ? [{ kind: 'new-page' } as const] : []),
      { kind: 'letterhead', lines: [hospital.name, ...hospital.address] },
      { kind: 'text', text: letter.to.join('\n') },
      { kind: 'small', text: letter.date },
      { kind: 'title', text: letter.title },
      ...letter.text
        .split(/\n{2,}/)
        .filter(Boolean)
        .map((text) => ({ kind: 'text', text }) as const),
      ...(letter.about.length > 0
        ? [{ kind: 'table', table: { heads: heads[lang], rows: letter.about } } as const]
        : []),
    ]),
  };
}
