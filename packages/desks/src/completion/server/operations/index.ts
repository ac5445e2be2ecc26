/** The operations of record completion, one file each. */
import type { Operation } from '@charthouse/fhir-api';
import type { DocumentSigner } from '../document-signer.ts';
import { amend } from './amend.ts';
import { analyse } from './analyse.ts';
import { closeByCommittee } from './close-by-committee.ts';
import { delinquency } from './delinquency.ts';
import { delinquencyNotices } from './delinquency-notices.ts';
import { discharges } from './discharges.ts';
import { dryRun } from './dry-run.ts';
import { letters } from './letters.ts';
import { myNotices } from './my-notices.ts';
import { completionReport } from './report.ts';
import { rules } from './rules.ts';
import { sendNoticesNow } from './send-notices.ts';
import { signOf } from './sign.ts';
import { suspend } from './suspend.ts';
import { suspensions } from './suspensions.ts';
import { verifySignatureOf } from './verify-signature.ts';

export const completionOperations = (signer: DocumentSigner): readonly Operation[] => [
  amend,
  analyse,
  closeByCommittee,
  delinquency,
  delinquencyNotices,
  discharges,
  dryRun,
  letters,
  myNotices,
  completionReport,
  rules,
  sendNoticesNow,
  signOf(signer),
  suspend,
  suspensions,
  verifySignatureOf(signer),
];
