import { expect, test } from 'vitest';
import { ageAt, displayDate, displayTime } from './dates.ts';

test('a date has a lettered month and no day that was not said', () => {
  expect(displayDate('1964-07-14', 'en')).toBe('14-Jul-1964');
  expect(displayDate('1964-07', 'en')).toBe('Jul-1964');
  expect(displayDate('1964', 'en')).toBe('1964');
  expect(displayDate('1964-07-14', 'es')).toBe('14-jul-1964');
  expect(displayDate('yesterday', 'en')).toBe('yesterday');
});

test('a time is in the zone of who reads; a date alone gets no time', () => {
  expect(displayTime('2026-11-14', 'en')).toBe('14-Nov-2026');
  expect(displayTime('2026-11-14T09:12:00', 'en')).toBe('14-Nov-2026 09:12');
  expect(displayTime('T nonsense', 'en')).toBe('T nonsense');
});

test.each([
  ['1964-07-14', '2026-07-13', { count: 61, unit: 'year' }],
  ['1964-07-14', '2026-07-14', { count: 62, unit: 'year' }],
  ['1964', '2026-01-01', { count: 62, unit: 'year' }],
  ['2024-12-15', '2026-11-14', { count: 22, unit: 'month' }],
  ['2026-11-10', '2026-11-14', { count: 4, unit: 'day' }],
  ['2026-11-15', '2026-11-14', undefined],
  ['2030', '2026-11-14', undefined],
  [undefined, '2026-11-14', undefined],
])('somebody born %s is on %s as old as they are', (born, day, age) => {
  expect(ageAt(born, new Date(`${day}T12:00:00`))).toEqual(age);
});
