/** The roles, by id. */
import { administrator } from './administrator.ts';
import { analyst } from './analyst.ts';
import { application } from './application.ts';
import { biller } from './biller.ts';
import { cdiSpecialist } from './cdi-specialist.ts';
import { chiefOfStaff } from './chief-of-staff.ts';
import { clinician } from './clinician.ts';
import { coder } from './coder.ts';
import { feed } from './feed.ts';
import { integrationEngineer } from './integration-engineer.ts';
import { patient } from './patient.ts';
import { privacyOfficer } from './privacy-officer.ts';
import { recordsCustodian } from './records-custodian.ts';
import { representative } from './representative.ts';
import type { Role } from './role.ts';
import { technician } from './technician.ts';

const all = [
  technician,
  recordsCustodian,
  analyst,
  coder,
  cdiSpecialist,
  biller,
  privacyOfficer,
  chiefOfStaff,
  clinician,
  patient,
  representative,
  administrator,
  integrationEngineer,
  application,
  feed,
];

export const roles: Readonly<Record<string, Role>> = Object.fromEntries(all.map((role) => [role.id, role]));
