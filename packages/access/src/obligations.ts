/** What has to happen because of a permit. */
import type { Obligation } from './decision.ts';
import { partTwo } from './labels/vocabulary.ts';
import type { Ask } from './policies/policy.ts';
import { isDisclosure } from './purposes.ts';

/** Goes with every disclosure of such records. */
const partTwoNotice: Obligation = {
  kind: 'notice',
  label: partTwo,
  text: '42 CFR part 2 prohibits unauthorized use or disclosure of these records.',
  cites: '42 CFR 2.32(a)(2)',
};

const partTwoEmergency: Obligation = {
  kind: 'review',
  label: partTwo,
  roles: ['privacy-officer'],
  within: 0,
  about: 'Write up the disclosure in a medical emergency: to whom, by whom, when, why (42 CFR 2.51(c)).',
};

export function obligationsOf({ person, state, roles, action }: Ask): readonly Obligation[] {
  const { purpose, breakGlass } = person;
  const purposes = purpose ? [purpose] : roles.flatMap((role) => role.purposes.slice(0, 1));
  const open = breakGlass !== undefined && breakGlass.until > state.now;
  return [
    ...(action === 'disclose' || purposes.some(isDisclosure) ? [partTwoNotice] : []),
    ...(open ? [banner(breakGlass.until), partTwoEmergency] : []),
  ];
}

export function banner(until: number): Obligation {
  return { kind: 'banner', until, about: 'Emergency access: everything you open is reviewed.' };
}
