/** How the ledger stands, for people. */
import type { LedgerStatus } from '@charthouse/chart-store';
import { writeVerifierKey } from '@charthouse/ledger';
import { counted } from '../command-line/figures.ts';
import type { KeyFile } from './key-file.ts';

export function statusInWords(status: LedgerStatus, keys: KeyFile | undefined): string {
  const { origin, size, halted, filling, checkpoints, lastCheckpoint, witnesses, unwitnessed, verified } = status;
  return [
    `Ledger ${origin ?? 'not begun: start the server once'}, ${counted(size, 'leaf', 'leaves')}`,
    ...(halted === null ? [] : [`  HALTED       ${halted}`]),
    ...(filling ? ['  Filling      versions stored before the ledger still get their leaves'] : []),
    `  Checkpoints  ${counted(checkpoints, 'kept one')}${lastCheckpoint === null ? '' : `, the last of ${timeOf(lastCheckpoint)}`}`,
    ...witnesses.map(
      ({ name, size: seen, at }) => `  Witness      ${name}: ${counted(seen, 'leaf', 'leaves')}, ${timeOf(at)}`,
    ),
    ...unwitnessed.map(({ name, reason, at }) => `  NOT WITNESSED by ${name}, ${timeOf(at)}: ${reason}`),
    `  ${verifiedInWords(verified)}`,
    ...(keys?.verifiers ?? []).map(
      (key, i) => `  ${i < keys!.signers.length ? 'Key' : 'Former key'}  ${writeVerifierKey(key)}`,
    ),
  ].join('\n');
}

function verifiedInWords(verified: LedgerStatus['verified']): string {
  if (!verified) return 'Verified     never: charthouse verify';
  const what = counted(verified.leaves, 'leaf', 'leaves');
  if (verified.holds) return `Verified     to ${timeOf(verified.to)}: ${what}`;
  return `NOT VERIFIED at ${timeOf(verified.to)}: ${verified.findings[0] ?? ''}`;
}

function timeOf(milliseconds: number): string {
  return `${new Date(milliseconds).toISOString().slice(0, 19).replace('T', ' ')} UTC`;
}
