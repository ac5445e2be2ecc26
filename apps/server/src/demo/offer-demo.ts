/** The first start offers the demo hospital: a line that says how, and on a terminal a question. */
import { createInterface } from 'node:readline/promises';
import pg from 'pg';
import type { CommandInput, OptionTable } from '../command-line/command.ts';

/** Nothing was ever written. */
export async function isEmptyRecord(databaseUrl: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    return (await client.query('select 1 from res limit 1')).rowCount === 0;
  } finally {
    await client.end();
  }
}

type Surroundings = Pick<CommandInput<OptionTable>, 'settings' | 'report' | 'signal'>;

/** Asks where somebody sits at a terminal; nobody is asked elsewhere. Loads beside what the server does. */
export async function offerDemo(surroundings: Surroundings): Promise<void> {
  const { report, signal } = surroundings;
  if (report.json || !process.stdin.isTTY || !process.stdout.isTTY) return;
  const lines = createInterface({ input: process.stdin, output: process.stdout });
  lines.on('SIGINT', () => process.kill(process.pid, 'SIGINT')); // Ctrl-C stops the server here, too
  try {
    const answer = await lines.question(
      'The record is empty. Load the demo hospital now, in about three minutes? [y/N] ',
      { signal },
    );
    if (!/^y(es)?$/i.test(answer.trim())) return;
  } catch {
    return; // the server is to stop
  } finally {
    lines.close();
  }
  const { runDemo } = await import('./run-demo.ts');
  await runDemo({ does: 'load', seed: '1', size: 'full', besideOthers: false }, surroundings).catch((error: Error) =>
    report.warn(error.message),
  );
}
