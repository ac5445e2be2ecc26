import { expect, test } from 'vitest';
import { goals } from '../goals.ts';
import { markdown, type Results } from './markdown.ts';
import { withEarlier } from './with-earlier.ts';

const surroundings = { commit: 'own', postgresSettings: [] } as unknown as Results['surroundings'];
const [goal] = goals;
const measured = (name: string, value: number): Results['parts'][number] => ({
  part: { name, measures: name, limit: 'none' } as Results['parts'][number]['part'],
  figures: [{ id: goal!.figure, what: name, value, unit: '', share: value }],
});

test('each part comes from the run that measured it, in the order of a whole run, and goals are judged by all', () => {
  const own: Results = { surroundings, parts: [measured('b', 2)], verdicts: [] };
  const earlier: Results = {
    surroundings: { ...surroundings, commit: 'other' },
    parts: [measured('b', 9), { ...measured('a', 1), figures: [] }],
    verdicts: [],
  };
  const both = withEarlier(own, earlier, [{ name: 'a' }, { name: 'b' }]);
  expect(both.parts.map(({ part }) => part.name)).toEqual(['a', 'b']);
  expect(both.verdicts[0]?.reached).toBe(2);
  expect(both.earlier?.parts).toEqual(['a']);
  const text = markdown(both);
  expect(text).toContain('## This run\n\n| | |\n|---|---|\n| date (UTC) | undefined |\n| commit | own |');
  expect(text).toContain('## Another run: a');
  expect(text).toContain('| commit | other |');
});
