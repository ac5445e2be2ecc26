/** What of the settings can be changed on a screen, as a table: where it stands and how it is asked for. */
import type { CompletionSettings, LetterState } from '../../settings.ts';

export type Kind = 'days' | 'line' | 'lines' | 'json' | readonly string[];

export interface Field {
  /** Where it stands: `['notices', 'levels', 0, 'title']`. */
  readonly path: readonly (string | number)[];
  readonly kind: Kind;
}

export interface Section {
  readonly id: 'clocks' | 'notices' | 'level' | 'suspension' | 'letters' | 'sources' | 'own';
  /** Of a list, counted from 1. */
  readonly at?: number;
  readonly fields: readonly Field[];
}

const signs = ['here', 'in-source'] as const;
const states: readonly LetterState[] = ['proposed', 'approved', 'effective', 'lifted'];

export function sectionsOf({ notices, sources }: CompletionSettings): Section[] {
  const of = (...path: (string | number)[]) => ({
    as: (kind: Kind, ...names: string[]): Field[] => names.map((name) => ({ path: [...path, name], kind })),
  });
  const all = of();
  return [
    {
      id: 'clocks',
      fields: [
        ...all.as('days', 'delinquentAfterDays', 'watchedDays'),
        ...all.as(['average-month', 'last-month', 'quarter'], 'formula'),
        ...all.as(['at-once', 'after-analysis'], 'assigns'),
        ...all.as(['assignment', 'discharge'], 'ageing'),
      ],
    },
    {
      id: 'notices',
      fields: [...of('notices').as('days', 'gapDays'), ...of('notices').as(['by-hand', 'nightly'], 'sends')],
    },
    ...notices.levels.map((_, i): Section => {
      const level = of('notices', 'levels', i);
      const fields = [...level.as('days', 'afterDays'), ...level.as(['inbox', 'letter'], 'channel')];
      return {
        id: 'level',
        at: i + 1,
        fields: [...fields, ...level.as('line', 'title'), ...level.as('lines', 'text')],
      };
    }),
    {
      id: 'suspension',
      fields: [
        ...of('suspension').as('days', 'afterLevel', 'graceDays', 'afterDays', 'noticeDays'),
        ...of('suspension').as('lines', 'exempt'),
      ],
    },
    {
      id: 'letters',
      fields: states.flatMap((state) => [
        ...of('letters', state).as('line', 'title'),
        ...of('letters', state).as('lines', 'text'),
      ]),
    },
    ...sources.map((_, i): Section => {
      const source = of('sources', i);
      return {
        id: 'sources',
        at: i + 1,
        fields: [...source.as('line', 'source', 'link'), ...source.as(signs, 'signs')],
      };
    }),
    { id: 'own', fields: all.as('json', 'rules') },
  ];
}

export function valueAt(settings: unknown, [name, ...rest]: Field['path']): unknown {
  if (name === undefined) return settings;
  return valueAt((settings as Record<string | number, unknown> | undefined)?.[name], rest);
}

/** The same settings with another value there; an empty line is left out. */
export function withValue<Of>(settings: Of, [name, ...rest]: Field['path'], value: unknown): Of {
  if (name === undefined) return value as Of;
  const inner = withValue((settings as Record<string | number, unknown>)[name], rest, value);
  if (Array.isArray(settings)) return settings.map((one, i) => (i === name ? inner : one)) as Of;
  const { [name]: _, ...others } = settings as Record<string | number, unknown>;
  return (inner === '' ? others : { ...others, [name]: inner }) as Of;
}
