/** Shows how far a long command is: one line that is written over on a terminal, a line now and then elsewhere, objects as JSON. */
import type { Report } from '../command-line/report.ts';
import type { Snapshot } from './tally.ts';

interface Terminal {
  readonly isTTY?: boolean;
  write(text: string): unknown;
}

/** Between two lines where they cannot be written over. */
const plainEvery = 5_000;
const jsonEvery = 1_000;

export interface ProgressLine {
  show(snapshot: Snapshot): void;
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
  if (report.json)
    return {
      show: (snapshot) => due(jsonEvery) && report.say('', { progress: rounded(snapshot) }),
      clear: () => {},
    };
  if (!out.isTTY) return { show: (snapshot) => due(plainEvery) && out.write(`${lineOf(snapshot)}\n`), clear: () => {} };
  return { show: (snapshot) => out.write(`\r${lineOf(snapshot)}\x1b[K`), clear: () => out.write('\r\x1b[K') };
}

/** `12,340 resources, 8,120/s, 45 %, 0:12 left, 3 refused` */
export function lineOf({ written, refused, waiting, rate, share, left }: Snapshot): string {
  return [
    `${count(written)} resources`,
    `${count(Math.round(rate))}/s`,
    ...(share === undefined ? [] : [`${Math.floor(share * 100)} %`]),
    ...(left === undefined ? [] : [`${clock(left)} left`]),
    ...(refused > 0 ? [`${count(refused)} refused`] : []),
    ...(waiting > 0 ? [`${count(waiting)} waiting for what they refer to`] : []),
  ].join(', ');
}

export const count = (n: number) => n.toLocaleString('en-US');

/** `1:02:03`, `2:03` */
export function clock(seconds: number): string {
  const all = Math.ceil(seconds);
  const parts = [Math.floor(all / 3600), Math.floor(all / 60) % 60, all % 60];
  const shown = parts[0] === 0 ? parts.slice(1) : parts;
  return shown.map((part, i) => (i === 0 ? String(part) : String(part).padStart(2, '0'))).join(':');
}

function rounded({ rate, share, left, ...counts }: Snapshot) {
  return {
    ...counts,
    rate: Math.round(rate),
    ...(share !== undefined && { share: Math.round(share * 1000) / 1000 }),
    ...(left !== undefined && { left: Math.round(left) }),
  };
}
