/** A `charthouse` command that runs to its end. */
import { spawn } from 'node:child_process';
import { withoutSettings } from './program.ts';
import { charthouse } from './server.ts';

export interface CommandResult {
  readonly seconds: number;
  /** What it said, one JSON object per line. */
  readonly said: readonly Readonly<Record<string, unknown>>[];
}

/** `flags` of Node, such as those of the profiler. @throws Error with what it said on stderr when its exit code is not 0 */
export function runCommand(
  words: readonly string[],
  environment: Readonly<Record<string, string>>,
  flags: readonly string[] = [],
): Promise<CommandResult> {
  const start = performance.now();
  const child = spawn(process.execPath, [...flags, charthouse, ...words, '--json'], {
    env: { ...withoutSettings(process.env), ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  let errors = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    said += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    errors = (errors + text).slice(-4_000);
  });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => {
      if (code !== 0) return reject(new Error(`charthouse ${words[0]} ended with ${code}:\n${errors}`));
      const lines = said.split('\n').filter((line) => line.startsWith('{'));
      resolve({ seconds: (performance.now() - start) / 1000, said: lines.map((line) => JSON.parse(line)) });
    });
  });
}
