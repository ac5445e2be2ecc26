/** The keys somebody trusts, as text with one on each line. https://c2sp.org/signed-note#verifier-keys */
import type { Sha256 } from '../cryptography.ts';
import { Malformed } from '../malformed.ts';
import { type KeyType, parseVerifierKey } from '../note/keys.ts';
import type { TrustedKeys } from './verify-bundle.ts';

/**
 * Keys of logs and of witnesses tell themselves apart by their type. Empty lines and such that begin with # are passed over.
 * @param quorum how many of the witnesses must have cosigned; absent: all of them
 * @throws Malformed for what is no key, for no key of a log, and for a quorum of more witnesses than there are
 */
export function readTrustedKeys(text: string, sha256: Sha256, quorum?: number): TrustedKeys {
  const lines = text.split(/\r?\n/).map((line) => line.trim());
  const keys = [...new Set(lines.filter((line) => line !== '' && !line.startsWith('#')))];
  const typed = keys.map((key) => ({ key, type: parseVerifierKey(key, sha256).type }));
  const ofType = (wanted: KeyType) => typed.filter(({ type }) => type === wanted).map(({ key }) => key);
  const witnesses = ofType('cosignature');
  const log = ofType('ed25519');
  if (log.length === 0)
    throw new Malformed(
      keys.length > 0 ? 'Only keys of witnesses are given: the key of the log is missing.' : 'There is no key.',
    );
  if ((quorum ?? 0) > witnesses.length)
    throw new Malformed(`${quorum} witnesses are asked for, and keys of ${witnesses.length} are given.`);
  return { log, witnesses, quorum: quorum ?? witnesses.length };
}
