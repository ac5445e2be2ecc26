/** The files that a backup does not hold because who has them could sign as this house: copies of them are kept apart from it. */
import { existsSync } from 'node:fs';
import { documentKeyPath } from '../completion/document-key.ts';
import { headFilePath } from '../ledger/head-file.ts';
import { keyFilePath } from '../ledger/key-file.ts';
import type { Settings } from '../settings/settings.ts';

type Where = Pick<Settings, 'dataDir' | 'ledgerKey'>;

const pathsOf = (settings: Where) => [keyFilePath(settings), headFilePath(settings), documentKeyPath(settings)];

/** Said with a backup; empty when there are none yet. */
export function keysToKeep(settings: Where): string {
  const there = pathsOf(settings).filter((path) => existsSync(path));
  return there.length === 0
    ? ''
    : `\nNot in it: ${there.join(', ')}. Keep copies of them apart from it, as safe as the record.`;
}

/** Said with a restore; empty when all are there. */
export function keysToBring(settings: Where): string {
  const [ledger, head, documents] = pathsOf(settings).map((path) => (existsSync(path) ? undefined : path));
  const missing = [ledger, head].filter((path) => path !== undefined);
  return [
    ...(missing.length > 0
      ? [`\nBring back ${missing.join(' and ')} before the server starts, or see \`charthouse ledger resume --help\`.`]
      : []),
    ...(documents !== undefined
      ? [`\nBring back ${documents}, or a new key signs documents from now on; what was signed is checked as before.`]
      : []),
  ].join('');
}
