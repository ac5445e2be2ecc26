/** A program in a process of its own that says on stdout, as JSON, when and where it listens. */
import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

export interface Program {
  /** `http://127.0.0.1:1234` */
  readonly address: string;
  readonly pid: number;
  /** Asks it to end and waits until it has. */
  stop(): Promise<void>;
}

export interface ProgramStart {
  /** Arguments of node: flags, the file, its arguments. */
  readonly words: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
}

const shownOfErrors = 4_000;

/** Resolves when it has said `{"address":"http://…"}`; rejects with what it said on stderr when it ends before. */
export function startProgram({ words, environment = {} }: ProgramStart): Promise<Program> {
  const child = spawn(process.execPath, words, {
    env: { ...withoutSettings(process.env), ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const kill = () => void child.kill('SIGKILL');
  process.once('exit', kill);
  child.once('exit', () => process.off('exit', kill));
  let errors = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    errors = (errors + text).slice(-shownOfErrors);
  });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.once('exit', (code) => reject(new Error(`${words.join(' ')} ended with ${code}:\n${errors}`)));
    createInterface({ input: child.stdout }).on('line', (line) => {
      const address = addressIn(line);
      if (address) resolve({ address, pid: child.pid as number, stop: () => stop(child) });
    });
  });
}

function addressIn(line: string): string | undefined {
  try {
    const { address } = JSON.parse(line);
    return typeof address === 'string' ? address : undefined;
  } catch {
    return undefined;
  }
}

function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    child.once('exit', () => resolve());
    child.kill('SIGTERM');
  });
}

/** Settings of whoever runs the benchmark must not change what is measured. */
export function withoutSettings(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(
    Object.entries(environment).filter(([name]) => !name.startsWith('CHARTHOUSE_') && name !== 'DATABASE_URL'),
  );
}
