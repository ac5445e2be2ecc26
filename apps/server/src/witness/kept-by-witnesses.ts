/** What the witnesses have cosigned last, asked of them: whoever owns database and key of the log cannot rewrite that. https://c2sp.org/tlog-witness */
import { sha256 } from '../ledger/cryptography.ts';
import type { WitnessPeer } from './send-to-witness.ts';

export interface KeptByWitnesses {
  readonly heads: readonly { readonly note: string; readonly by: string }[];
  /** Sentences about witnesses that gave no answer. */
  readonly silent: readonly string[];
}

/** Milliseconds for one answer. */
const patience = 5_000;

/** Asks each witness for its latest checkpoint of each of these logs. */
export async function keptByWitnesses(
  peers: readonly WitnessPeer[],
  origins: readonly string[],
): Promise<KeptByWitnesses> {
  const asked = peers.flatMap((peer) => [...new Set(origins)].map((origin) => ({ peer, origin })));
  const answers = await Promise.all(asked.map(ask));
  return {
    heads: answers.flatMap((answer) => ('note' in answer ? [answer] : [])),
    silent: [...new Set(answers.flatMap((answer) => ('silent' in answer ? [answer.silent] : [])))],
  };
}

type Answer = { readonly note: string; readonly by: string } | { readonly silent: string } | { readonly none: true };

async function ask({ peer, origin }: { readonly peer: WitnessPeer; readonly origin: string }): Promise<Answer> {
  const by = `The head that the witness ${peer.key.name} keeps`;
  const hash = Buffer.from(sha256(Buffer.from(origin))).toString('hex');
  try {
    const answer = await fetch(`${peer.url}/${hash}/checkpoint`, {
      signal: AbortSignal.timeout(patience),
      redirect: 'error',
    });
    if (answer.status === 404) return { none: true }; // it has cosigned nothing of this log
    if (answer.ok) return { note: await answer.text(), by };
  } catch {
    // said below
  }
  return { silent: `the witness ${peer.key.name} gives no answer: what it keeps was not compared.` };
}
