/** Runs a command line as a person would, for tests. */
import { commands } from '../cli/index.ts';
import { createReport } from './report.ts';
import { runCommandLine } from './run.ts';

export interface Ran {
  readonly code: number;
  readonly out: string;
  readonly error: string;
}

/** `line`: the words after `charthouse`. */
export async function ran(
  line: string | readonly string[],
  environment: Readonly<Record<string, string>> = {},
): Promise<Ran> {
  let out = '';
  let error = '';
  const streams = {
    out: { write: (text: string) => (out += text) },
    error: { write: (text: string) => (error += text) },
  };
  const code = await runCommandLine(typeof line === 'string' ? line.split(' ') : line, {
    commands,
    environment,
    signal: new AbortController().signal,
    reportFor: (json) => createReport(json, streams),
  });
  return { code, out, error };
}
