/** One encounter before anything is written of it: who, when, where, why. */
import type { Case } from '../cases/case.ts';
import type { Disposition, Kind } from '../chart/chart.ts';
import type { Clinician } from '../directory/clinicians.ts';
import type { HouseName, UnitName } from '../directory/organizations.ts';
import type { Person } from '../people.ts';

export interface Frame {
  readonly id: string;
  readonly kind: Kind;
  readonly person: Person;
  readonly matter: Case;
  readonly attending: Clinician;
  readonly house: HouseName;
  readonly unit: UnitName;
  readonly bed: number;
  readonly admitted: number;
  readonly discharged: number | undefined;
  readonly disposition: Disposition | undefined;
  /** Types of deficiencies to plant. */
  readonly lacks: readonly string[];
  readonly trap?: string;
  /** Discharged, and nothing of it came to the records department. */
  readonly isMissing: boolean;
  readonly isDelinquent: boolean;
}
