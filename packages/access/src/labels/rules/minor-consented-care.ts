import type { LabelRule } from '../rule.ts';

/** Care to which a minor may consent alone is not for the parents. Ages are those of many states; a jurisdiction sets its own. */
export const minorConsentedCare: LabelRule = {
  id: 'minor-consented-care',
  cites: '45 CFR 164.502(g)(3)(i) minors; state law on consent of minors; v3 ActCode ADOL',
  effective: { from: '2003-04-14' },
  labels: ['ADOL'],
  when: {
    labelled: { labels: ['SEX', 'STD', 'ETH', 'PSY', 'HIV', 'SDV', '42CFRPart2'], age: { from: 12, under: 18 } },
  },
};
