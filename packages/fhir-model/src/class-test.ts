/** Whether a class of versions passes what a grant asks of classes. */
import type { AccessClass, ClassTest } from './permit.ts';

export function isOfClass(test: ClassTest, { labels, facility, states }: AccessClass): boolean {
  const { labels: cleared, with: some = [], without, facilities, of } = test;
  return (
    (cleared === undefined || labels.every((label) => cleared.includes(label))) &&
    some.every((list) => list.some((label) => labels.includes(label))) &&
    !states.some((state) => without.includes(state)) &&
    (facilities === undefined || facility === undefined || facilities.includes(facility)) &&
    (of === undefined || (facility !== undefined && of.includes(facility)))
  );
}
