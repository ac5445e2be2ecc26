/** Whom a deficiency is given to. */
import type { Chart } from './chart.ts';
import type { Responsible } from './deficiency-types.ts';

export interface Owner {
  readonly owner?: string;
  readonly ownerNote?: string;
}

/** Roles of departments: no person answers for them. */
const departments: ReadonlySet<Responsible> = new Set(['nursing', 'registration', 'records']);
/** Where no person is known, the attending does not stand in for these. */
const ofTheirOwn: ReadonlySet<Responsible> = new Set(['emergency', 'anaesthetist', 'pathologist']);

/**
 * The person whom the check names, else the role's group, else the attending. Who has left cannot be asked: it goes to the records
 * department, which takes it to the committee.
 */
export function ownerOf(by: string | undefined, role: Responsible, { attending, gone, groups }: Chart): Owner {
  const person = departments.has(role) ? undefined : (by ?? (ofTheirOwn.has(role) ? undefined : attending));
  const group = groups[role];
  if (person === undefined) {
    if (group !== undefined) return { owner: group };
    const { records } = groups;
    return { ...(records !== undefined && { owner: records }), ownerNote: `Nobody is known as ${role}.` };
  }
  const why = gone.get(person);
  if (why === undefined) return { owner: person };
  const { records } = groups;
  const note = why === 'left' ? 'has left' : 'has died';
  return {
    ...(records !== undefined && { owner: records }),
    ownerNote: `${person} ${note}: another practitioner or the committee.`,
  };
}
