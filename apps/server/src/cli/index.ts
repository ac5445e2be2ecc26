/** The commands, in the order `charthouse --help` lists them. A new one is a file here and a line below. */
import type { Command } from '../command-line/command.ts';
import { anchorCommand } from './anchor.ts';
import { backupCommand } from './backup.ts';
import { clientCommand } from './client.ts';
import { demoCommand } from './demo.ts';
import { exportCommand } from './export.ts';
import { fhirpathCommand } from './fhirpath.ts';
import { importCommand } from './import.ts';
import { jobsCommand } from './jobs.ts';
import { ledgerCommand } from './ledger.ts';
import { migrateCommand } from './migrate.ts';
import { packagesCommand } from './packages.ts';
import { proveCommand } from './prove.ts';
import { restoreCommand } from './restore.ts';
import { signaturesCommand } from './signatures.ts';
import { startCommand } from './start.ts';
import { userCommand } from './user.ts';
import { validateCommand } from './validate.ts';
import { verifyCommand } from './verify.ts';
import { versionCommand } from './version.ts';
import { witnessCommand } from './witness.ts';

export const commands: readonly Command[] = [
  startCommand,
  importCommand,
  demoCommand,
  exportCommand,
  validateCommand,
  packagesCommand,
  userCommand,
  clientCommand,
  fhirpathCommand,
  verifyCommand,
  proveCommand,
  ledgerCommand,
  signaturesCommand,
  witnessCommand,
  anchorCommand,
  backupCommand,
  restoreCommand,
  jobsCommand,
  migrateCommand,
  versionCommand,
];
