/** The work of `charthouse witness`: serves until it is stopped. */
import { resolve } from 'node:path';
import { Malformed, parseVerifierKey, type VerifierKey, writeVerifierKey } from '@charthouse/ledger';
import type { Report } from '../command-line/report.ts';
import { failure, wrongUsage } from '../command-line/stop.ts';
import { sha256, verify } from '../ledger/cryptography.ts';
import { keyText } from '../proof/key-text.ts';
import { stateFolder } from './state-folder.ts';
import { witnessApp } from './witness-app.ts';
import { witnessKey } from './witness-key.ts';

export interface WitnessWanted {
  readonly folder: string;
  readonly name: string | undefined;
  /** Keys of logs as text, or files with one on each line. */
  readonly logs: readonly string[];
  readonly host: string;
  readonly port: number;
}

interface Surroundings {
  readonly report: Report;
  readonly signal: AbortSignal;
}

/** Resolves to 0 when it was stopped. */
export async function runWitness(wanted: WitnessWanted, { report, signal }: Surroundings): Promise<number> {
  const logs = logsOf((await Promise.all(wanted.logs.map(keyText))).join('\n'));
  const folder = resolve(wanted.folder);
  const { key, sign } = await witnessKey(folder, wanted.name);
  const state = stateFolder(folder);
  const now = () => BigInt(Math.floor(Date.now() / 1000));
  const app = witnessApp({
    witness: { logs, key, sign, now, sha256, verify, memory: state.memory },
    state,
    onRefused: (reason, file) => report.warn(`REFUSED, and kept in ${file}: ${reason}`),
    onFault: (error) => report.warn(`nothing is cosigned: ${(error as Error).message}`),
  });
  const address = await app.listen({ host: wanted.host, port: wanted.port }).catch((error: Error) => {
    throw failure(`cannot listen on port ${wanted.port} of ${wanted.host}: ${error.message}.`, error);
  });
  const vkey = writeVerifierKey(key);
  report.say(
    [
      `The witness ${key.name} answers on ${address} and knows ${[...logs.keys()].join(', ')}`,
      `  Public key  ${vkey}`,
      `  State       ${folder} (keep it: without it the witness has forgotten what it cosigned)`,
      '  For the server of the log:',
      `  CHARTHOUSE_WITNESSES='${vkey} ${address}'`,
    ].join('\n'),
    { event: 'ready', address, key: vkey, name: key.name, logs: [...logs.keys()], state: folder },
  );
  await new Promise<void>((done) => {
    if (signal.aborted) done();
    signal.addEventListener('abort', () => done(), { once: true });
  });
  await app.close();
  report.say('Stopped', { event: 'stopped' });
  return 0;
}

/** By origin; several keys of one origin are those of a log that changes its key. */
function logsOf(text: string): Map<string, VerifierKey[]> {
  const lines = text.split(/\r?\n/).map((line) => line.trim());
  const logs = new Map<string, VerifierKey[]>();
  for (const line of new Set(lines.filter((one) => one !== '' && !one.startsWith('#')))) {
    const key = keyOf(line);
    if (key.type !== 'ed25519') throw wrongUsage(`${key.name} is the key of a witness; --log takes keys of logs.`);
    logs.set(key.name, [...(logs.get(key.name) ?? []), key]);
  }
  if (logs.size === 0) throw wrongUsage('there is no key of a log in what --log names.');
  return logs;
}

function keyOf(text: string): VerifierKey {
  try {
    return parseVerifierKey(text, sha256);
  } catch (error) {
    if (error instanceof Malformed) throw wrongUsage(`\`${text.slice(0, 200)}\` is no public key: ${error.message}`);
    throw error;
  }
}
