/** The `charthouse` command. */
import { setFlagsFromString } from 'node:v8';
import { commands } from './cli/index.ts';
import { runCommandLine } from './command-line/run.ts';

// V8 learns where lists are made that live for a moment, such as the rows of a copy of the access log, and makes them among what lives
// for long: there they keep the answers of all that time in memory.
setFlagsFromString('--no-allocation-site-pretenuring');

const stop = new AbortController();
let asked = 0;
// SIGHUP: the terminal was closed. Ending without a word would leave PostgreSQL running.
for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(name, () => {
    asked += 1;
    stop.abort(name);
    if (name === 'SIGINT' && asked > 2) process.exit(130);
  });
}

// Who reads our output may stop reading (`charthouse … | head`); the work goes on to its end.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {});

process.exitCode = await runCommandLine(process.argv.slice(2), {
  commands,
  environment: process.env,
  signal: stop.signal,
});
