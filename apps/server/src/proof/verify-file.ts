/** The work of `charthouse verify --bundle`: checks a proof with nothing but its file and public keys. docs/ledger.md */
import { readFile } from 'node:fs/promises';
import { Malformed, parseVerifierKey, proofInWords, type TrustedKeys, verifyBundle } from '@charthouse/ledger';
import type { Report } from '../command-line/report.ts';
import { failure, wrongUsage } from '../command-line/stop.ts';
import { readText } from '../evaluate/read-text.ts';
import { sha256, verify } from '../ledger/cryptography.ts';

export interface ProofFile {
  /** A path, or `-`. */
  readonly file: string;
  /** Verifier keys as text, or files with one on each line. */
  readonly keys: readonly string[];
  /** How many of the witnesses among the keys must have cosigned; absent: all. */
  readonly quorum: number | undefined;
}

/** Resolves to the exit code: 0 proven, 1 not. */
export async function verifyFile({ file, keys: given, quorum }: ProofFile, report: Report): Promise<number> {
  const keys = trusted((await Promise.all(given.map(keysOf))).flat(), quorum);
  const result = await verifyBundle(await readText(file), { sha256, verify, keys });
  const { verdict, facts } = proofInWords(result);
  const { holds, findings, witnessed } = result;
  const width = Math.max(...facts.map(([label]) => label.length));
  const text = [
    verdict,
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
  return holds ? 0 : 1;
}

/** A key as it is, or every line of a file that has one. */
async function keysOf(word: string): Promise<string[]> {
  if (isKey(word)) return [word];
  const text = await readFile(word, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw error.code === 'ENOENT' || error.code === 'ENAMETOOLONG'
      ? wrongUsage(`\`${word.slice(0, 200)}\` is neither a public key (name+8 hex digits+base64) nor a file with keys.`)
      : failure(`cannot read ${word}: ${error.message}.`, error);
  });
  const lines = text.split('\n').map((line) => line.trim());
  const keys = lines.filter((line) => line !== '' && !line.startsWith('#'));
  if (keys.length === 0) throw failure(`${word} holds no key: one on each line, as name+8 hex digits+base64.`);
  return keys;
}

function isKey(word: string): boolean {
  return /^[^+\s]+\+[0-9a-f]{8}\+[A-Za-z0-9+/=]+$/.test(word);
}

/** Keys of logs and of witnesses tell themselves apart by their type. */
function trusted(texts: readonly string[], quorum: number | undefined): TrustedKeys {
  const keys = [...new Set(texts)].map((text) => ({ text, type: typeOf(text) }));
  const textsOf = (type: string) => keys.filter((one) => one.type === type).map(({ text }) => text);
  const log = textsOf('ed25519');
  const witnesses = textsOf('cosignature');
  if (log.length === 0)
    throw wrongUsage('give the public key of the log with --key: only keys of witnesses are among those given.');
  if ((quorum ?? 0) > witnesses.length)
    throw wrongUsage(`--quorum ${quorum} asks for more witnesses than keys of them are given (${witnesses.length}).`);
  return { log, witnesses, quorum: quorum ?? witnesses.length };
}

function typeOf(text: string): string {
  try {
    return parseVerifierKey(text, sha256).type;
  } catch (error) {
    if (error instanceof Malformed) throw wrongUsage(`\`${text.slice(0, 200)}\` is no public key: ${error.message}`);
    throw error;
  }
}
