/** Shows how far a long command is: one line that is written over on a terminal, a line now and then elsewhere, objects as JSON. */
import { clock, count } from './figures.ts';
import type { Report } from './report.ts';

export interface HowFar {
  /** Of what, in the plural. */
  readonly what: string;
  readonly done: number;
  /** A second. */
  readonly rate: number;
  /** 0 to 1, when the whole is known. */
  readonly share?: number;
  /** Seconds, when they can be told. */
  readonly left?: number;
  /** What is done now, where it has a figure of its own: shown instead of the rate, the share and the time left. */
  readonly step?: { readonly says: string; readonly done: number; readonly of: number };
  /** More counts worth a word, by their name: shown when they are not 0. */
  readonly besides?: Readonly<Record<string, number>>;
}

interface Terminal {
  readonly isTTY?: boolean;
  write(text: string): unknown;
}

/** Milliseconds between two lines where they cannot be written over. */
const plainEvery = 5_000;
const jsonEvery = 1_000;

export interface ProgressLine {
  show(howFar: HowFar): void;
  /** Takes the line away, so that others can write. */
  clear(): void;
}

export function createProgressLine(report: Report, out: Terminal, now: () => number): ProgressLine {
  let shown = now();
  const due = (every: number) => {
    if (now() - shown < every) return false;
    shown = now();
    return true;
  };
  const nothing = () => {};
  if (report.json)
    return { show: (far) => due(jsonEvery) && report.say('', { progress: rounded(far) }), clear: nothing };
  if (!out.isTTY) return { show: (far) => due(plainEvery) && out.write(`${lineOf(far)}\n`), clear: nothing };
  return { show: (far) => out.write(`\r${lineOf(far)}\x1b[K`), clear: () => out.write('\r\x1b[K') };
}

/** `12,340 resources, 8,120/s, 45 %, 0:12 left, 3 refused` */
export function lineOf({ what, done, rate, share, left, step, besides = {} }: HowFar): string {
  const pace = [
    `${count(rate)}/s`,
    ...(share === undefined ? [] : [`${Math.floor(share * 100)} %`]),
    ...(left === undefined ? [] : [`${clock(left)} left`]),
  ];
  return [
    `${count(done)} ${what}`,
    ...(step ? [`${step.says}, ${count(step.done)} of ${count(step.of)}`] : pace),
    ...Object.entries(besides).flatMap(([name, n]) => (n === 0 ? [] : [`${count(n)} ${name}`])),
  ].join(', ');
}

function rounded({ what, done, rate, share, left, step, besides }: HowFar) {
  return {
    [what]: done,
    rate: Math.round(rate),
    ...(share !== undefined && { share: Math.round(share * 1000) / 1000 }),
    ...(left !== undefined && { left: Math.round(left) }),
    ...(step && { step }),
    ...besides,
  };
}
