/** The operations of record completion, one file each. */
import type { Operation } from '@charthouse/fhir-api';
import { analyse } from './analyse.ts';
import { delinquency } from './delinquency.ts';
import { discharges } from './discharges.ts';
import { dryRun } from './dry-run.ts';
import { rules } from './rules.ts';

export const completionOperations: readonly Operation[] = [analyse, delinquency, discharges, dryRun, rules];
