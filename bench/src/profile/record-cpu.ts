/**
 * Loaded by `node --import`: until the process ends it records which functions are at work, in a server from SIGUSR2 on, in
 * a command (BENCH_PROFILE_FROM_START) from its start, into the folder that BENCH_PROFILES names. https://nodejs.org/api/inspector.html#cpu-profiler
 */
import { writeFileSync } from 'node:fs';
import { Session } from 'node:inspector';
import { join } from 'node:path';

/** Microseconds. */
const interval = 500;

if (process.env.BENCH_PROFILE_FROM_START) record();
else process.once('SIGUSR2', record);

function record(): void {
  const session = new Session();
  session.connect();
  session.post('Profiler.enable');
  session.post('Profiler.setSamplingInterval', { interval });
  session.post('Profiler.start');
  process.once('exit', () => {
    session.post('Profiler.stop', (error, result) => {
      const file = join(process.env.BENCH_PROFILES ?? '.', `${process.pid}.cpuprofile`);
      if (!error) writeFileSync(file, JSON.stringify(result.profile));
    });
  });
}
