import { expect, test } from 'vitest';
import { deficiencyRules } from '../../rules/deficiencies/index.ts';
import { explanationsEs } from './explanations-es.ts';

test('what is told in Spanish is what a rule says', () => {
  const said = new Set(deficiencyRules.map(({ explains }) => explains));
  expect(Object.keys(explanationsEs).filter((text) => !said.has(text))).toEqual([]);
});
