/** What a deficiency rule is: data. A hospital writes its own in the same shape. */
import type { Rule } from '@charthouse/rulebook';
import type { Check } from './checks/index.ts';
import type { DeficiencyCase } from './deficiency-case.ts';

export interface DeficiencyRule extends Rule<DeficiencyCase> {
  /** Code of the type of deficiency. */
  readonly type: string;
  readonly check: Check;
  /** When it is raised: as soon as it arises (the usual), or when it is overdue, because before that nobody has to hurry. */
  readonly raised?: 'when-overdue';
  /** Until when it can be made good: what was not written before the patient left must not be written afterwards. */
  readonly curable?: 'until-discharge';
}
