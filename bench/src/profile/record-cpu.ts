/**
 * Loaded into a server by `node --import`: from SIGUSR2 until the process ends it records which functions are at work,
 * into the folder that BENCH_PROFILES names. https://nodejs.org/api/inspector.html#cpu-profiler
 */
import { writeFileSync } from 'node:fs';
import { Session } from 'node:inspector';
import { join } from 'node:path';

/** Microseconds. */
const interval = 500;

process.once('SIGUSR2', () => {
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
});
