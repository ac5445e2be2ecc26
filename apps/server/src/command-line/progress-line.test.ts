import { expect, test } from 'vitest';
import { clock, count, counted } from './figures.ts';
import { createProgressLine, lineOf } from './progress-line.ts';
import { createReport } from './report.ts';

function streams(json: boolean, isTTY: boolean) {
  const out: string[] = [];
  const error: string[] = [];
  const report = createReport(json, { out: { write: (t) => out.push(t) }, error: { write: (t) => error.push(t) } });
  let time = 0;
  const line = createProgressLine(report, { isTTY, write: (t) => error.push(t) }, () => time);
  return { out, error, line, after: (milliseconds: number) => (time += milliseconds) };
}

const far = {
  what: 'resources',
  done: 12_340,
  rate: 8_120.4,
  share: 0.459,
  left: 12.2,
  besides: { refused: 3, waiting: 0 },
};

test('a line tells count, rate, share, time left, and what is worth a word', () => {
  expect(lineOf(far)).toBe('12,340 resources, 8,120/s, 45 %, 0:13 left, 3 refused');
  expect(lineOf({ what: 'rows', done: 5, rate: 0 })).toBe('5 rows, 0/s');
});

test('a step with a figure of its own is told in words', () => {
  const step = { says: 'trying 30 documents again', done: 12, of: 30 };
  expect(lineOf({ ...far, step })).toBe('12,340 resources, trying 30 documents again, 12 of 30, 3 refused');
});

test('on a terminal the line is written over and taken away', () => {
  const { error, line } = streams(false, true);
  line.show(far);
  line.clear();
  expect(error).toEqual([`\r${lineOf(far)}\x1b[K`, '\r\x1b[K']);
});

test('elsewhere there is a plain line now and then', () => {
  const { error, line, after } = streams(false, false);
  line.show(far);
  after(6_000);
  line.show(far);
  line.show(far);
  line.clear();
  expect(error).toEqual([`${lineOf(far)}\n`]);
});

test('programs are told in JSON on stdout', () => {
  const { out, error, line, after } = streams(true, true);
  after(2_000);
  line.show(far);
  expect(JSON.parse(out.join(''))).toEqual({
    progress: { resources: 12_340, rate: 8_120, share: 0.459, left: 12, refused: 3, waiting: 0 },
  });
  expect(error).toEqual([]);
});

test('figures are written as people read them', () => {
  expect([counted(1, 'file'), counted(0, 'file'), counted(1_200, 'entry', 'entries')]).toEqual([
    '1 file',
    '0 files',
    '1,200 entries',
  ]);
  expect([count(1_234_567), count(0.4)]).toEqual(['1,234,567', '0']);
  expect([clock(0), clock(59.1), clock(61), clock(3_723)]).toEqual(['0:00', '1:00', '1:01', '1:02:03']);
});
