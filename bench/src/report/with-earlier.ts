/** A report of two runs: a whole one takes longer than a machine is quiet. */
import { goals } from '../goals.ts';
import type { Part } from '../part.ts';
import { judge } from './judge.ts';
import type { Results } from './markdown.ts';

/** Each part from the run that measured it, from `own` if both did, in the order of `parts`. Goals are judged by all figures. */
export function withEarlier(own: Results, earlier: Results, parts: readonly Pick<Part, 'name'>[]): Results {
  const ownNames = new Set(own.parts.map(({ part }) => part.name));
  const taken = earlier.parts.filter(({ part }) => !ownNames.has(part.name));
  const place = ({ part }: Results['parts'][number]) => parts.findIndex(({ name }) => name === part.name);
  const all = [...own.parts, ...taken].toSorted((a, b) => place(a) - place(b));
  const figures = all.flatMap((one) => one.figures);
  const names = taken.map(({ part }) => part.name);
  const { surroundings } = earlier;
  return { ...own, parts: all, verdicts: judge(goals, figures), earlier: { parts: names, surroundings } };
}
