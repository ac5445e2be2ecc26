/** The work of `charthouse verify --bundle`: checks a proof with nothing but its file and public keys. docs/ledger.md */
import {
  Malformed,
  proofInWords,
  readTrustedKeys,
  splitBundles,
  type TrustedKeys,
  verifyBundle,
} from '@charthouse/ledger';
import type { Report } from '../command-line/report.ts';
import { wrongUsage } from '../command-line/stop.ts';
import { readText } from '../evaluate/read-text.ts';
import { sha256, verify } from '../ledger/cryptography.ts';
import { keyText } from './key-text.ts';

export interface ProofFile {
  /** A path, or `-`. */
  readonly file: string;
  /** Verifier keys as text, or files with one on each line. */
  readonly keys: readonly string[];
  /** How many of the witnesses among the keys must have cosigned; absent: all. */
  readonly quorum: number | undefined;
}

/** Resolves to the exit code: 0 all that is in the file is proven, 1 not. */
export async function verifyFile({ file, keys, quorum }: ProofFile, report: Report): Promise<number> {
  const texts = await Promise.all(keys.map(keyText));
  const trusted = trustedOf(texts.join('\n'), quorum);
  const bundles = splitBundles(await readText(file));
  let proven = 0;
  for (const bundle of bundles) if (await verifyOne(bundle, trusted, report)) proven++;
  if (bundles.length > 1 && !report.json) report.say(`${proven} of ${bundles.length} proofs hold.`);
  return proven === bundles.length ? 0 : 1;
}

async function verifyOne(bundle: string, keys: TrustedKeys, report: Report): Promise<boolean> {
  const result = await verifyBundle(bundle, { sha256, verify, keys });
  const { verdict, facts } = proofInWords(result);
  const { holds, findings, witnessed } = result;
  const width = Math.max(...facts.map(([label]) => label.length));
  const text = [
    verdict,
    ...(facts.length > 0 && !holds ? ['The file says, without proof:'] : []),
    ...facts.map(([label, words]) => `  ${label.padEnd(width)}  ${words}`),
    ...(facts.length > 0 ? findings.map(({ holds, words }) => `  ${holds ? 'holds ' : 'WRONG '}  ${words}`) : []),
    ...(holds ? ['That what was recorded is true, or complete, no proof of this kind can say.'] : []),
  ].join('\n');
  report.say(text, {
    holds,
    verdict,
    ...Object.fromEntries(facts),
    findings,
    witnessed: witnessed.map(({ name, time }) => ({ name, time: Number(time) })),
  });
  return holds;
}

function trustedOf(text: string, quorum: number | undefined): TrustedKeys {
  try {
    return readTrustedKeys(text, sha256, quorum);
  } catch (error) {
    if (error instanceof Malformed) throw wrongUsage(`the keys cannot be used: ${error.message}`);
    throw error;
  }
}
