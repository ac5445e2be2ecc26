/** The witnesses of this log, as the setting names them: `KEY URL` for each, separated by commas. */
import { parseVerifierKey } from '@charthouse/ledger';
import { sha256 } from '../ledger/cryptography.ts';
import { httpAddress, type Parser } from '../settings/parsers.ts';
import type { WitnessPeer } from './send-to-witness.ts';

export const readWitnesses: Parser<readonly WitnessPeer[]> = (text) => {
  const peers = text
    .split(',')
    .map((part) => part.trim())
    .filter(Boolean)
    .map(peerOf);
  if (new Set(peers.map(({ key }) => key.name)).size < peers.length)
    throw new Error('witnesses with a name of their own each');
  return peers;
};

function peerOf(text: string): WitnessPeer {
  const [vkey = '', url = '', ...more] = text.split(/\s+/);
  try {
    const key = parseVerifierKey(vkey, sha256);
    if (key.type === 'cosignature' && more.length === 0) return { key, url: httpAddress(url) };
  } catch {
    // said below, for whatever was wrong
  }
  throw new Error(
    'public key and address of each witness, as `charthouse witness` says them, such as `university.example+7f0c1a2b+BAbCd… https://witness.university.example`, separated by commas',
  );
}
