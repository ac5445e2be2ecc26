import { expect, test } from 'vitest';
import { displayName, nameInUse, preferredName, recordNumber } from './names.ts';

test('the family name stands in capitals before the given names', () => {
  expect(displayName({ family: 'Okafor', given: ['Ada', 'Ngozi'] })).toBe('OKAFOR, Ada Ngozi');
  expect(displayName({ given: ['Prince'] })).toBe('Prince');
  expect(displayName({ text: 'Ada the Elder' })).toBe('Ada the Elder');
  expect(displayName({ family: 'عبد الله', given: ['ليلى'] })).toBe('عبد الله, ليلى');
});

test('somebody without a name has none, not an empty one', () => {
  expect(displayName(undefined)).toBeUndefined();
  expect(displayName({})).toBeUndefined();
  expect(displayName({ text: '  ', given: [''] })).toBeUndefined();
});

test('the official name is shown before the usual one, a maiden name or one that is over last', () => {
  const official = { use: 'official', family: 'Reyes' } as const;
  const usual = { use: 'usual', family: 'R.' } as const;
  const maiden = { use: 'maiden', family: 'Soto' } as const;
  const over = { use: 'official', family: 'Gone', period: { end: '2001' } } as const;
  expect(nameInUse([maiden, over, usual, official])).toBe(official);
  expect(nameInUse([maiden, usual])).toBe(usual);
  expect(nameInUse([over, maiden])).toBe(maiden);
  expect(nameInUse([])).toBeUndefined();
});

test('a nickname is what somebody likes to be called', () => {
  expect(preferredName([{ use: 'nickname', given: ['Tom'] }])).toBe('Tom');
  expect(preferredName([{ given: ['Tom'] }])).toBeUndefined();
});

test('only a medical record number is shown as one', () => {
  const coding = (code: string) => ({ type: { coding: [{ code }] } });
  expect(
    recordNumber({
      resourceType: 'Patient',
      identifier: [
        { ...coding('SS'), value: '9' },
        { ...coding('MR'), value: '7' },
      ],
    }),
  ).toBe('7');
  expect(recordNumber({ resourceType: 'Patient', identifier: [{ value: '9' }] })).toBeUndefined();
});
