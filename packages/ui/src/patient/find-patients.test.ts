import { expect, test } from 'vitest';
import { patientSearch } from './find-patients.ts';

const asked = (text: string) => [...new URLSearchParams(patientSearch(text, 9)!.split('?')[1])].slice(0, -2);

test('words are parts of the name, a year or day is of birth, a long number is a record number', () => {
  expect(asked('okafor, ada 1964')).toEqual([
    ['name', 'okafor'],
    ['name', 'ada'],
    ['birthdate', '1964'],
  ]);
  expect(asked('1964-07-14')).toEqual([['birthdate', '1964-07-14']]);
  expect(asked('00418223')).toEqual([['identifier', '00418223']]);
});

test('signs of the search language are searched for, not obeyed', () => {
  expect(asked('o$k|a\\')).toEqual([['name', 'o\\$k\\|a\\\\']]);
});

test('nothing typed is no search', () => {
  expect(patientSearch('  , ', 9)).toBeUndefined();
});
