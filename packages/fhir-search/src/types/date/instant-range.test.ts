/** Dates as ranges: their precision is their width, whatever the zone of the machine. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { beginning, end, instantRange, timestampText } from './instant-range.ts';

const at = (text: string) => BigInt(Date.parse(text)) * 1000n;

describe('a date', () => {
  test.each([
    ['2020', '2020-01-01T00:00:00Z', '2021-01-01T00:00:00Z'],
    ['2020-02', '2020-02-01T00:00:00Z', '2020-03-01T00:00:00Z'],
    ['2020-12', '2020-12-01T00:00:00Z', '2021-01-01T00:00:00Z'],
    ['2020-02-29', '2020-02-29T00:00:00Z', '2020-03-01T00:00:00Z'],
    ['1900-02-28', '1900-02-28T00:00:00Z', '1900-03-01T00:00:00Z'],
    ['2020-02-29T10:11Z', '2020-02-29T10:11:00Z', '2020-02-29T10:12:00Z'],
    ['2020-02-29T10:11:12', '2020-02-29T10:11:12Z', '2020-02-29T10:11:13Z'],
    ['2020-02-29T10:11:12.5Z', '2020-02-29T10:11:12.500Z', '2020-02-29T10:11:12.600Z'],
    ['2020-02-29T10:11:12.345+05:30', '2020-02-29T04:41:12.345Z', '2020-02-29T04:41:12.346Z'],
    ['2020-02-29T24:00:00-14:00', '2020-03-01T14:00:00Z', '2020-03-01T14:00:01Z'],
    ['2016-12-31T23:59:60Z', '2016-12-31T23:59:59Z', '2017-01-01T00:00:00Z'],
    ['0001-01-01', '0001-01-01T00:00:00Z', '0001-01-02T00:00:00Z'],
    ['9999', '9999-01-01T00:00:00Z', '+010000-01-01T00:00:00Z'],
  ])('%s is %s up to %s', (text, from, until) => {
    expect(instantRange(text)).toEqual({ lo: at(from), hi: at(until) - 1n });
  });

  test.each([
    ...[
      '2023-02-29',
      '2023-02-30',
      '1900-02-29',
      '2023-04-31',
      '2023-13',
      '2023-00',
      '2023-01-00',
      '0000',
      '23',
      '2023-1-1',
      '',
    ],
    ...[
      '2023-01-01T',
      '2023-01-01T10',
      '2023-01-01T10:60Z',
      '2023-01-01T24:01Z',
      '2023-01-01T10:00:61Z',
      '2023-01-01T10:00+15:00',
    ],
    ...['2023-01-01T10:00:00.Z', '2023-01-01 10:00', '2023-01-01T10:00:00z', 'now', '2023-01-01Z', '10000'],
  ])('that does not exist is none: %s', (text) => {
    expect(instantRange(text)).toBeUndefined();
  });

  test('with more than microseconds keeps to microseconds', () => {
    expect(instantRange('2020-01-01T00:00:00.123456789Z')).toEqual({
      lo: at('2020-01-01T00:00:00Z') + 123_456n,
      hi: at('2020-01-01T00:00:00Z') + 123_456n,
    });
  });

  test('of any day agrees with the calendar', () => {
    const day = fc.date({ min: new Date('0001-01-01'), max: new Date('9999-12-31'), noInvalidDate: true });
    fc.assert(
      fc.property(day, (date) => {
        const text = date.toISOString();
        expect(instantRange(text)?.lo).toBe(BigInt(date.getTime()) * 1000n);
        expect(instantRange(text.slice(0, 10))?.lo).toBe(
          BigInt(Math.floor(date.getTime() / 86_400_000)) * 86_400_000_000n,
        );
      }),
    );
  });
});

describe('a bound', () => {
  test.each([
    [0n, '1970-01-01 00:00:00.000000+00'],
    [-1n, '1969-12-31 23:59:59.999999+00'],
    [at('2020-02-29T10:11:12.345Z') + 678n, '2020-02-29 10:11:12.345678+00'],
    [beginning, '0001-01-01 00:00:00.000000+00 BC'],
    [end, '10000-01-01 00:00:00.000000+00'],
    [at('0099-01-01T00:00:00Z'), '0099-01-01 00:00:00.000000+00'],
  ])('%s is written as %s', (instant, text) => {
    expect(timestampText(instant)).toBe(text);
  });
});
