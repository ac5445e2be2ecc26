/** Two managers changed the rules at once: what each changed alone is taken from both, what both changed is asked about. */
import type { PlacementRule } from '@charthouse/worklist';

type Rules = readonly PlacementRule[];
export type RuleSide = 'mine' | 'theirs';

export interface RuleWays {
  readonly base: Rules;
  readonly mine: Rules;
  readonly theirs: Rules;
}

export interface RuleConflict {
  readonly id: string;
  /** Absent: it was removed. */
  readonly mine?: PlacementRule;
  readonly theirs?: PlacementRule;
}

interface MergedRules {
  readonly rules: Rules;
  readonly conflicts: readonly RuleConflict[];
  /** Titles of the rules that only they changed. */
  readonly taken: readonly string[];
}

/** `chosen`: by id, what is kept of a rule that both changed; mine where nothing is chosen. */
export function mergeRules(ways: RuleWays, chosen: Readonly<Record<string, RuleSide>> = {}): MergedRules {
  const [base, mine, theirs] = [ways.base, ways.mine, ways.theirs].map(byId) as [Found, Found, Found];
  const conflicts: RuleConflict[] = [];
  const taken: string[] = [];
  const kept = new Map<string, PlacementRule>();
  for (const id of orderOf(ways)) {
    const [was, own, other] = [base.get(id), mine.get(id), theirs.get(id)];
    const isOwn = isSame(was, other) || isSame(own, other);
    const isTheirs = !isOwn && isSame(was, own);
    if (!isOwn && !isTheirs) conflicts.push({ id, ...(own && { mine: own }), ...(other && { theirs: other }) });
    if (isTheirs) taken.push((other ?? was)!.title);
    const next = isTheirs || (!isOwn && chosen[id] === 'theirs') ? other : own;
    if (next) kept.set(id, next);
  }
  return { rules: [...kept.values()], conflicts, taken };
}

type Found = ReadonlyMap<string, PlacementRule>;

const byId = (rules: Rules): Found => new Map(rules.map((rule) => [rule.id, rule]));
const isSame = (one: PlacementRule | undefined, other: PlacementRule | undefined) =>
  JSON.stringify(one) === JSON.stringify(other);

/** My order where I changed it, else theirs; what only the other has stands behind what it stood behind. */
function orderOf({ base, mine, theirs }: RuleWays): readonly string[] {
  const ids = (rules: Rules) => rules.map(({ id }) => id);
  const within = (some: readonly string[], rules: Rules) => some.filter((id) => rules.some((rule) => rule.id === id));
  const isMoved = within(ids(mine), base).join() !== within(ids(base), mine).join();
  const [first, second] = isMoved ? [mine, theirs] : [theirs, mine];
  const order = ids(first);
  ids(second).forEach((id, at, all) => {
    if (!order.includes(id)) order.splice(at === 0 ? 0 : order.indexOf(all[at - 1]!) + 1, 0, id);
  });
  return order;
}
