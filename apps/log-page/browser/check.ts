/** The check itself: bytes of a file and text of keys in, words out. docs/ledger.md */
import {
  type BundleReport,
  Malformed,
  parseBundle,
  proofInWords,
  readTrustedKeys,
  splitBundles,
  type TrustedKeys,
  verifyBundle,
} from '@charthouse/ledger';
import { sha256, verify } from './cryptography.ts';

export interface Checked {
  readonly holds: boolean;
  readonly verdict: string;
  readonly facts: readonly (readonly [label: string, text: string])[];
  readonly findings: BundleReport['findings'];
  /** What was proven to be recorded, byte for byte; absent: the file has none, or it is not what was recorded. */
  readonly content?: Uint8Array;
}

/** More than any record; a browser would be busy with it for long. */
const largest = 64 * 1024 * 1024;

/** Of each proof in the file. Never throws for what is in the file or the keys. `keys`: one on each line. */
export async function check(file: Uint8Array, keys: string): Promise<Checked[]> {
  const text = textOf(file);
  if ('problem' in text) return [refused(text.problem)];
  const trusted = keysOf(keys);
  if ('problem' in trusted) return [refused(trusted.problem)];
  const checked: Checked[] = [];
  for (const bundle of splitBundles(text.value)) checked.push(await checkOne(bundle, trusted.value));
  return checked;
}

async function checkOne(text: string, keys: TrustedKeys): Promise<Checked> {
  const report = await verifyBundle(text, { sha256, verify, keys });
  const { holds, findings } = report;
  const content = holds ? contentOf(text) : undefined;
  return { holds, findings: report.proven ? findings : [], ...proofInWords(report), ...(content && { content }) };
}

type Read<T> = { readonly value: T } | { readonly problem: string };

function refused(problem: string): Checked {
  return { holds: false, verdict: `Not proven. ${problem}`, facts: [], findings: [] };
}

function textOf(file: Uint8Array): Read<string> {
  if (file.length > largest)
    return {
      problem: `The file has ${Math.round(file.length / 1024 / 1024)} MB; this page takes up to ${largest / 1024 / 1024}. Use charthouse verify --bundle instead.`,
    };
  try {
    return { value: new TextDecoder('utf-8', { fatal: true }).decode(file) };
  } catch {
    return { problem: 'The file is no text. A proof is a text whose first line is c2sp.org/tlog-proof@v1.' };
  }
}

function keysOf(keys: string): Read<ReturnType<typeof readTrustedKeys>> {
  try {
    return { value: readTrustedKeys(keys, sha256) };
  } catch (error) {
    if (error instanceof Malformed) return { problem: `The key cannot be used: ${error.message}` };
    throw error;
  }
}

function contentOf(text: string): Uint8Array | undefined {
  const { opening } = parseBundle(text);
  return (opening.row ?? opening).content;
}
