/** Goals against figures. */
import type { Goal } from '../goals.ts';
import type { Figure } from '../part.ts';

export interface Verdict {
  readonly goal: Goal;
  readonly outcome: 'met' | 'missed' | 'not measured';
  /** The number compared, when there is one. */
  readonly reached?: number;
  readonly figure?: Figure;
}

export function judge(goals: readonly Goal[], figures: readonly Figure[]): Verdict[] {
  const byId = new Map(figures.map((figure) => [figure.id, figure]));
  return goals.map((goal) => {
    const figure = byId.get(goal.figure);
    const reached = figure?.[goal.of];
    if (!figure || reached === undefined || !Number.isFinite(reached)) return { goal, outcome: 'not measured' };
    const { atLeast = Number.NEGATIVE_INFINITY, atMost = Number.POSITIVE_INFINITY } = goal;
    return { goal, outcome: reached >= atLeast && reached <= atMost ? 'met' : 'missed', reached, figure };
  });
}
