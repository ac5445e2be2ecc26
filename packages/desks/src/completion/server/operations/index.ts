/** The operations of record completion, one file each. */
import type { Operation } from '@charthouse/fhir-api';
import type { DocumentSigner } from '../document-signer.ts';
import { amend } from './amend.ts';
import { analyse } from './analyse.ts';
import { delinquency } from './delinquency.ts';
import { discharges } from './discharges.ts';
import { dryRun } from './dry-run.ts';
import { rules } from './rules.ts';
import { signOf } from './sign.ts';

export const completionOperations = (signer: DocumentSigner): readonly Operation[] => [
  amend,
  analyse,
  delinquency,
  discharges,
  dryRun,
  rules,
  signOf(signer),
];
