/** `charthouse witness` in a process of its own, without any database. */
import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { parseVerifierKey } from '@charthouse/ledger';
import { sha256 } from '../src/ledger/cryptography.ts';
import type { WitnessPeer } from '../src/witness/send-to-witness.ts';

const launcher = fileURLToPath(new URL('../bin/charthouse', import.meta.url));

export interface RunningWitness {
  readonly peer: WitnessPeer;
  /** As the log's setting names it. */
  readonly setting: string;
  stderr(): string;
  /** Resolves to the exit code; null when it was killed. */
  end(signal: NodeJS.Signals): Promise<number | null>;
}

/** `logs`: keys of the logs it knows. Resolves when it answers. */
export async function startWitness(state: string, logs: readonly string[]): Promise<RunningWitness> {
  const known = logs.flatMap((key) => ['--log', key]);
  const words = ['witness', ...known, '--name', 'university.example', '--state', state, '--port', '0', '--json'];
  const child = spawn(launcher, words, { env: { PATH: process.env.PATH } });
  const said = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const)
    child[name].setEncoding('utf8').on('data', (text) => {
      said[name] += text;
    });
  const { key, address } = await new Promise<{ address: string; key: string }>((resolve, reject) => {
    child.stdout.on('data', () => said.stdout.includes('\n') && resolve(JSON.parse(said.stdout.split('\n')[0]!)));
    child.once('close', (code) => reject(new Error(`the witness ended with ${code}: ${said.stderr}`)));
  });
  return {
    peer: { key: parseVerifierKey(key, sha256), url: address },
    setting: `${key} ${address}`,
    stderr: () => said.stderr,
    end: (signal) => ended(child, signal),
  };
}

async function ended(child: ChildProcess, signal: NodeJS.Signals): Promise<number | null> {
  if (child.exitCode === null && child.signalCode === null) {
    const closed = new Promise((done) => child.once('close', done));
    child.kill(signal);
    await closed;
  }
  return child.exitCode;
}
