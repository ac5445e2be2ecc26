import type { RecordState } from '@charthouse/fhir-model';
import type { Draft, Policy } from './policy.ts';

/** Drafts and restricted records are hidden from most; what is on hold is not deleted by anybody. */
export const recordState: Policy = {
  id: 'record-state',
  title: 'Drafts, restricted and held records are kept apart',
  cites:
    '42 CFR 482.24(c)(1) authenticated entries; GDPR Article 18(2) restriction; Federal Rules of Civil Procedure 37(e) holds',
  narrows: (draft) => {
    const others = draft.rights.filter((right) => right !== 'd');
    return [
      ...(others.length > 0 ? [without({ ...draft, rights: others }, draft.role.withoutStates)] : []),
      ...(draft.rights.includes('d')
        ? [without({ ...draft, rights: ['d'] }, [...draft.role.withoutStates, 'held'])]
        : []),
    ];
  },
};

function without(draft: Draft, states: readonly RecordState[]): Draft {
  return { ...draft, classes: { ...draft.classes, without: states } };
}
