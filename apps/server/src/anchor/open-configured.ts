/** The contract that the settings name; viem is loaded only here. */
import { readFile } from 'node:fs/promises';
import type { Anchor, AnchorAccess } from '@charthouse/ledger-anchor';
import { failure, wrongUsage } from '../command-line/stop.ts';
import type { Settings } from '../settings/settings.ts';

export type AnchorSettings = Pick<Settings, 'anchorUrl' | 'anchorContract' | 'anchorKeyFile'>;

export async function openConfigured(settings: AnchorSettings): Promise<Anchor> {
  if (!settings.anchorContract)
    throw wrongUsage(
      'CHARTHOUSE_ANCHOR_CONTRACT is not set: `charthouse anchor deploy` makes a contract and says its address.',
    );
  const { openAnchor } = await import('@charthouse/ledger-anchor');
  return openAnchor(await configuredAccess(settings), settings.anchorContract);
}

/** @throws CommandStop when the settings or the key file are missing */
export async function configuredAccess({ anchorUrl, anchorKeyFile }: AnchorSettings): Promise<AnchorAccess> {
  if (!anchorUrl || !anchorKeyFile)
    throw wrongUsage('anchoring is off: set CHARTHOUSE_ANCHOR_URL and CHARTHOUSE_ANCHOR_KEY_FILE. See docs/ledger.md.');
  const text = await readFile(anchorKeyFile, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw failure(`cannot read the publisher's key: ${error.message}.`, error);
  });
  return { rpcUrl: anchorUrl, privateKey: text.trim() };
}
