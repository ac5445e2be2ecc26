/** Who works where: picks clinicians by specialty. */
import type { Clinician, Specialty } from '../directory/clinicians.ts';
import type { HouseName } from '../directory/organizations.ts';
import type { Random } from '../random.ts';

export interface Staff {
  /** Somebody who is here and of the house, where one of the specialty works there. */
  one(specialty: Specialty, random: Random, house?: HouseName): Clinician;
  /** All of a specialty and a standing. */
  which(match: Partial<Pick<Clinician, 'specialty' | 'standing'>>): readonly Clinician[];
}

export function staffOf(clinicians: readonly Clinician[]): Staff {
  const which: Staff['which'] = ({ specialty, standing }) =>
    clinicians.filter(
      (one) =>
        (specialty === undefined || one.specialty === specialty) &&
        (standing === undefined || one.standing === standing),
    );
  return {
    which,
    one(specialty, random, house) {
      const here = which({ specialty, standing: 'here' });
      const near = here.filter((one) => one.house === house);
      return random.one(near.length > 0 ? near : here);
    },
  };
}
