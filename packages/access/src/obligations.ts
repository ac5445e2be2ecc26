/** What has to happen because of a permit. */
import type { Obligation } from './decision.ts';
import { partTwo } from './labels/vocabulary.ts';
import type { Person } from './person.ts';
import type { PolicyState } from './policy-state.ts';

/** Goes with every disclosure of such records. */
const partTwoNotice: Obligation = {
  kind: 'notice',
  label: partTwo,
  text: '42 CFR part 2 prohibits unauthorized use or disclosure of these records.',
  cites: '42 CFR 2.32(a)(2)',
};

export function obligationsOf({ breakGlass }: Person, { now }: PolicyState): readonly Obligation[] {
  return [
    partTwoNotice,
    ...(breakGlass && breakGlass.until > now
      ? [
          {
            kind: 'banner' as const,
            until: breakGlass.until,
            about: 'Emergency access: everything you open is reviewed.',
          },
        ]
      : []),
  ];
}
