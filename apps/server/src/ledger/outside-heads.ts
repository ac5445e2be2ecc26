/** Heads of the ledger that are kept outside of its database: the file of the last one, and what the witnesses have cosigned. docs/ledger.md */
import type { VerifierKey } from '@charthouse/ledger';
import type { Settings } from '../settings/settings.ts';
import { type KeptByWitnesses, keptByWitnesses } from '../witness/kept-by-witnesses.ts';
import { headFile, headFilePath } from './head-file.ts';

/** `keys`: of the logs that are asked about, others are passed over. */
export async function outsideHeads(
  settings: Pick<Settings, 'dataDir' | 'witnesses'>,
  keys: readonly VerifierKey[],
): Promise<KeptByWitnesses> {
  const note = await headFile(settings).read();
  const origins = keys.flatMap(({ type, name }) => (type === 'ed25519' ? [name] : []));
  const { heads, silent } = await keptByWitnesses(settings.witnesses, origins);
  const own = note === undefined ? [] : [{ note, by: `The last published head, in ${headFilePath(settings)},` }];
  return { heads: [...own, ...heads], silent };
}
