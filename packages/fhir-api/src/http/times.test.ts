import { describe, expect, it } from 'vitest';
import { instantOf, periodOf } from './times.ts';

describe('times in parameters', () => {
  it.each([
    ['2026', '2026-01-01T00:00:00.000Z', '2026-12-31T23:59:59.999Z'],
    ['2024-02', '2024-02-01T00:00:00.000Z', '2024-02-29T23:59:59.999Z'],
    ['2026-11-22', '2026-11-22T00:00:00.000Z', '2026-11-22T23:59:59.999Z'],
    ['2026-11-22T08:00-05:00', '2026-11-22T13:00:00.000Z', '2026-11-22T13:00:59.999Z'],
    ['2026-11-22T08:00:01Z', '2026-11-22T08:00:01.000Z', '2026-11-22T08:00:01.999Z'],
    ['2026-11-22T08:00:01.5+05:30', '2026-11-22T02:30:01.500Z', '2026-11-22T02:30:01.500Z'],
    ['1850-01-01', '1850-01-01T00:00:00.000Z', '1850-01-01T23:59:59.999Z'],
    ['9999', '9999-01-01T00:00:00.000Z', '9999-12-31T23:59:59.999Z'],
  ])('%s covers %s to %s', (text, from, to) => {
    const period = periodOf('_at', text);
    expect(new Date(period.from).toISOString()).toBe(from);
    expect(new Date(period.to).toISOString()).toBe(to);
  });

  it('reads a plus sign that a form turned into a space', () => {
    expect(instantOf('_since', '2026-11-22T08:00:00 05:30')).toBe(Date.parse('2026-11-22T08:00:00+05:30'));
  });

  it.each([
    '2026-02-30',
    '22.11.2026',
    '2026-13',
    '2026-11-22T25:00Z',
    '',
    '0000',
    '0001-01-01T00:00:00+14:00',
    '9999-12-31T23:59:59.999-14:00',
  ])('refuses %s', (text) => {
    expect(() => instantOf('_since', text)).toThrow('_since is');
  });
});
