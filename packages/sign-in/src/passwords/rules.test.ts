import { expect, test } from 'vitest';
import { passwordProblem } from './rules.ts';

const problem = (password: string) =>
  passwordProblem(password, { email: 'ada.okafor@example.org', name: 'Ada Okafor' });

test('any fifteen characters are taken: no signs, digits or capitals are asked for', () => {
  for (const good of [
    'correct horse battery staple',
    'ёлки зелёные, да',
    `${'a1'.repeat(3)}kettle drum`,
    `${'é'.repeat(3)} twelve lakes`,
  ])
    expect(problem(good)).toBeUndefined();
});

test('short, endless, common, repeated and obvious ones are not, and it is said why', () => {
  expect(problem('Tr0ub4dor&3')).toContain('has 11 characters; at least 15');
  expect(problem('x'.repeat(300))).toContain('at most 256');
  expect(problem('abcabcabcabcabcabc')).toContain('lists that attackers try first');
  expect(problem('passwordpassword')).toContain('lists that attackers try first');
  for (const padded of ['password1234567', 'Iloveyou!!!!!!!!1', 'welcome-20262026', 'password 123 password'])
    expect(problem(padded)).toContain('lists that attackers try first');
  expect(problem('ada.okafor@example.org')).toContain('your name, your address');
  expect(problem('Charthouse1234567')).toContain('name of this program');
});

test('two or three common words joined are not taken, in capitals or disguise neither', () => {
  for (const joined of [
    'sunshinebutterfly',
    'Monkey Dragon 123',
    'iloveyouforever',
    '$unsh1ne-Butterfly',
    'footballsuperman',
    'password letmein 1',
    'dragon dragon dragon monkey',
  ])
    expect(problem(joined), joined).toMatch(/few common words|lists that attackers/);
  for (const apart of ['kettle seldom quartz ledger', 'mfgkwoeqzvbxnta', 'zwölf Seen im Nebel', 'r7 hf92 kk1x mpl0q'])
    expect(problem(apart), apart).toBeUndefined();
});

test('a letter counts once, however it is composed', () => {
  expect(problem('e\u0301'.repeat(10))).toContain('has 10 characters');
});
