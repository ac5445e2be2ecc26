/** The report for people: `docs/performance.md`. */
import type { Figure, Part } from '../part.ts';
import type { Verdict } from './judge.ts';
import type { Surroundings } from './surroundings.ts';

export interface Results {
  readonly surroundings: Surroundings;
  readonly parts: readonly {
    readonly part: Part;
    readonly figures: readonly Figure[];
    /** Why it could not be measured. */
    readonly failure?: string;
    /** Where the time went, line by line. */
    readonly profile?: readonly string[];
  }[];
  readonly verdicts: readonly Verdict[];
  /** Parts that another run measured, and where. */
  readonly earlier?: { readonly parts: readonly string[]; readonly surroundings: Surroundings };
}

export function markdown(results: Results): string {
  return [
    '# Performance',
    '',
    'Written by `npm run bench`; do not edit. Every figure is compared with its *limit program* in the same run on the same',
    'machine: the least that any server would have to do for the same result. Load generator, server and PostgreSQL share the machine; charts are not looked at meanwhile (CHARTHOUSE_COMPLETION=off).',
    ...(results.surroundings.quick
      ? ['', '**A quick run: small data and short times. It shows that it works, no more.**']
      : []),
    '',
    ...goalLines(results.verdicts),
    '',
    ...results.parts.flatMap(partLines),
    ...surroundingLines('This run', results.surroundings),
    ...earlierLines(results.earlier),
    '',
  ].join('\n');
}

function goalLines(verdicts: readonly Verdict[]): string[] {
  return [
    '## Goals',
    '',
    '| # | goal | reached | |',
    '|--:|---|--:|---|',
    ...verdicts.map(({ goal, outcome, reached, figure }) => {
      const shown = reached === undefined ? '' : goal.of === 'share' ? percent(reached) : amount(reached, figure?.unit);
      return `| ${goal.number} | ${goal.sentence} | ${shown} | ${outcome === 'missed' ? '**missed**' : outcome} |`;
    }),
  ];
}

function partLines({ part, figures, failure, profile }: Results['parts'][number]): string[] {
  const lines = [`## ${part.name}`, '', `${part.measures}. Limit program: ${part.limit}.`, ''];
  if (failure) return [...lines, `Not measured: ${failure}`, ''];
  const table = ['| what | measured | limit program | share |', '|---|--:|--:|--:|', ...figures.map(figureLine), ''];
  return [...lines, ...table, ...(profile ? ['```', ...profile, '```', ''] : [])];
}

function figureLine({ what, value, unit, limit, share, note }: Figure): string {
  const shown = limit === undefined ? '' : amount(limit, unit);
  return `| ${what}${note ? ` (${note})` : ''} | ${amount(value, unit)} | ${shown} | ${share === undefined ? '' : percent(share)} |`;
}

function earlierLines(earlier: Results['earlier']): string[] {
  if (!earlier) return [];
  return ['', ...surroundingLines(`Another run: ${earlier.parts.join(', ')}`, earlier.surroundings)];
}

function surroundingLines(title: string, s: Surroundings): string[] {
  return [
    `## ${title}`,
    '',
    '| | |',
    '|---|---|',
    `| date (UTC) | ${s.date} |`,
    `| commit | ${s.commit} |`,
    `| machine | ${s.machine} |`,
    `| Node | ${s.node} |`,
    `| PostgreSQL | ${s.postgres}, the product's settings: ${s.postgresSettings.join(', ')} |`,
    `| data | ${s.data} |`,
    `| SHA-256 of the data | \`${s.dataSha256}\` |`,
  ];
}

/** 85 %, 2.5 %; from the double on 25 ×. */
function percent(share: number): string {
  if (share >= 2) return `${Number(share.toPrecision(3))} ×`;
  return `${(share * 100).toFixed(share < 0.1 ? 1 : 0)} %`;
}

/** Three significant digits, or whole numbers with thousands apart. */
function amount(value: number, unit = ''): string {
  const text =
    Math.abs(value) >= 100 ? Math.round(value).toLocaleString('en-US') : String(Number(value.toPrecision(3)));
  return unit ? `${text} ${unit}` : text;
}
