/** What a role is: a table of what its people may do. 45 CFR 164.308(a)(4), 164.514(d)(2) */
import type { Grant, Mask, RecordState } from '@charthouse/fhir-model';
import type { PersonKind } from '../person.ts';
import type { NamedPermission } from './named.ts';

/** The letters of SMART scopes: create, read, update, delete, search. */
export type Right = 'c' | 'r' | 'u' | 'd' | 's';

export interface Permission {
  readonly types: readonly string[];
  readonly rights: readonly Right[];
  /** all: every patient's; care: of patients they have to do with; own: of the record that is their own or their ward's. */
  readonly reach: 'all' | 'care' | 'own';
  /** Search criteria that what they see has to meet: of one type only. */
  readonly where?: Grant['where'];
}

export interface Role {
  readonly id: string;
  readonly title: string;
  readonly kinds: readonly PersonKind[];
  readonly permissions: readonly Permission[];
  /** What they may do at the desks. */
  readonly named: readonly NamedPermission[];
  /** Codes of v3 PurposeOfUse, with what is a kind of them; the first is the usual one. */
  readonly purposes: readonly string[];
  /** Labels they may see; `any`: also those nobody knows. Labels that hide nothing are not listed. */
  readonly labels: readonly string[] | 'any';
  /** States of records that are hidden from them. */
  readonly withoutStates: readonly RecordState[];
  /** May open records of people of public interest and of colleagues without a care relationship. */
  readonly anyPatient?: true;
  /** Consents do not bind them: they are the patient, or watch over consents. */
  readonly aboveConsent?: true;
  /** Acts for the patient whose record is open, who is somebody else. */
  readonly forWard?: true;
  readonly mayBreakGlass?: true;
  /** Elements they do not need. 45 CFR 164.514(d) */
  readonly mask?: Mask;
}

/** The same elements of several types, for a mask. */
export function without(types: readonly string[], paths: readonly string[]): Mask {
  return Object.fromEntries(types.map((type) => [type, paths]));
}

/** `may('rs', clinical, 'care')` */
export function may(rights: string, types: readonly string[], reach: Permission['reach'] = 'all'): Permission {
  return { types, rights: [...rights] as Right[], reach };
}

/** Tasks of some kinds and no others, for who sees no chart: what they are about is no patient. */
export function mayWork(codes: readonly string[]): Permission {
  const where = [
    ['code', codes.map((code) => `https://charthouse.dev/fhir/CodeSystem/task|${code}`).join(',')] as const,
  ];
  return { ...may('rsu', ['Task']), where };
}
