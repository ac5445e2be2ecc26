/** The work of `charthouse verify` without a file: the whole ledger against the record. docs/ledger.md */
import { readFile } from 'node:fs/promises';
import { auditLedger, keepVerification, type LedgerReport, queryDatabase } from '@charthouse/chart-store';
import { parseVerifierKey } from '@charthouse/ledger';
import type { CommandInput, OptionTable } from '../command-line/command.ts';
import { count, counted } from '../command-line/figures.ts';
import { createProgressLine } from '../command-line/progress-line.ts';
import { failure } from '../command-line/stop.ts';
import { withDatabase } from '../database/with-database.ts';
import { keyText } from '../proof/key-text.ts';
import { sha256 } from './cryptography.ts';
import { keyFilePath, readKeyFile } from './key-file.ts';
import { outsideHeads } from './outside-heads.ts';

type Surroundings = Pick<CommandInput<OptionTable>, 'settings' | 'report' | 'signal'>;

export interface WholeLedger {
  /** Public keys besides those of the key file, or files with some: of former logs, of witnesses. */
  readonly keys: readonly string[];
  /** Files with checkpoints that others kept. */
  readonly checkpoints: readonly string[];
}

/** Resolves to the exit code: 0 everything agrees, 1 something does not. */
export async function verifyLedger(wanted: WholeLedger, { settings, report, signal }: Surroundings): Promise<number> {
  const file = await readKeyFile(settings);
  if (!file && wanted.keys.length === 0)
    throw failure(`the key of the ledger is not in ${keyFilePath(settings)}. Give its public key with --key.`);
  const given = (await Promise.all(wanted.keys.map(keyText)))
    .flatMap((text) => text.split('\n'))
    .flatMap((line) => (line.trim() === '' || line.startsWith('#') ? [] : [parseVerifierKey(line.trim(), sha256)]));
  const keys = [...(file?.verifiers ?? []), ...given, ...settings.witnesses.map(({ key }) => key)];
  const { heads, silent } = await outsideHeads(settings, keys);
  for (const sentence of silent) report.warn(sentence);
  const files = wanted.checkpoints.map(async (path) => ({
    note: await noteOf(path),
    by: `The checkpoint in ${path}`,
  }));
  const outside = [...heads, ...(await Promise.all(files))];
  report.begin('Verifying the ledger against the record');
  const line = createProgressLine(report, process.stderr, () => performance.now());
  const begun = performance.now();
  const seconds = () => (performance.now() - begun) / 1000;
  const began = Date.now();
  const result = await withDatabase(settings, async (connectionString) => {
    const audited = await auditLedger({
      connectionString,
      keys,
      outside,
      signal,
      onProgress: (done, total) =>
        line.show({
          what: 'leaves',
          done,
          rate: done / seconds(),
          share: done / total,
          left: ((total - done) / done) * seconds(),
        }),
    });
    const database = await queryDatabase(connectionString);
    await keepVerification(database.query, audited, began).finally(database.close);
    return audited;
  });
  line.clear();
  report.say(inWords(result, { began, seconds: seconds() }), { ...result, seconds: seconds() });
  return result.holds ? 0 : 1;
}

async function noteOf(path: string): Promise<string> {
  return readFile(path, 'utf8').catch((error: Error) => {
    throw failure(`cannot read ${path}: ${error.message}.`, error);
  });
}

function inWords(result: LedgerReport, { began, seconds }: { began: number; seconds: number }): string {
  const { holds, leaves, destroyed, heads, cosignatures, findings, resumed, lastMet, filling, origin } = result;
  const rate = `${count(leaves / Math.max(seconds, 0.001))}/s`;
  return [
    holds
      ? `The record is as the ledger ${origin ?? ''} holds it: ${counted(leaves, 'leaf', 'leaves')}, ${rate}`
      : `NOT VERIFIED: record and ledger ${origin ?? ''} do not agree (${counted(leaves, 'leaf', 'leaves')}, ${rate})`,
    ...findings.map((finding) => `  WRONG  ${finding}`),
    ...resumed.map((sentence) => `  RESUMED  ${sentence}`),
    `  ${counted(heads, 'signed checkpoint')}, ${counted(cosignatures, 'cosignature')} of witnesses compared${lastMet ? `; the last that agrees has ${counted(lastMet.size, 'leaf', 'leaves')}` : ''}`,
    ...(destroyed > 0 ? [`  ${counted(destroyed, 'leaf', 'leaves')} destroyed, each named by a leaf`] : []),
    ...(holds && !filling
      ? [`  Verified to ${new Date(began).toISOString()}: everything recorded until then is as it was recorded`]
      : []),
    ...(filling ? ['  Versions stored before there was a ledger still wait for their leaves'] : []),
  ].join('\n');
}
