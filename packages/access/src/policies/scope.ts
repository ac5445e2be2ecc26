import { parseScope, type ResourceScope } from '../scopes/scope.ts';
import { type Ask, aboutPatients, type Draft, type Policy, withReach } from './policy.ts';

/** A token gives what both its scopes and the person's roles allow. */
export const scope: Policy = {
  id: 'scope',
  title: 'Applications stay within the scopes of their token',
  cites: 'SMART App Launch 2.2, scopes and launch context; RFC 6749 section 3.3',
  narrows: (draft, ask) => {
    if (ask.person.scopes === undefined) return [draft];
    return ask.person.scopes
      .map(parseScope)
      .filter((one) => one !== undefined)
      .flatMap((one) => within(draft, one, ask));
  },
};

function within(draft: Draft, one: ResourceScope, { person }: Ask): readonly Draft[] {
  if ((one.context === 'system') !== (person.kind === 'service')) return [];
  const rights = draft.rights.filter((right) => one.rights.includes(right));
  const types = one.type === '*' ? draft.types : draft.types.filter((type) => type === one.type);
  if (rights.length === 0 || types.length === 0) return [];
  const narrowed: Draft = {
    ...draft,
    rights,
    types,
    ...(one.where.length > 0 && { where: [...(draft.where ?? []), ...one.where] }),
  };
  if (one.context !== 'patient') return [narrowed];
  const { patient } = person;
  return aboutPatients(narrowed, (part) =>
    patient === undefined ? [] : [withReach(part, { kind: 'patients', ids: [patient] })],
  );
}
