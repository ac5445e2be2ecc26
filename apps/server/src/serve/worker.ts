/** One of several serving processes, started by `workers.ts`. */
import cluster from 'node:cluster';
import { AggregatorRegistry } from 'prom-client';
import { readSettings } from '../settings/read.ts';
import { createLog, endOnDefect } from './log.ts';
import { type Serving, serve } from './serve.ts';
import type { FromWorker, ToWorker } from './workers.ts';

/** How long requests in flight may take when the first process is gone, in milliseconds. */
const patienceWhenAlone = 2_000;

const questions = new Map<number, (text: string) => void>();
const tell = (message: FromWorker) => process.connected && process.send?.(message);
const log = createLog();
let serving: Serving | undefined;
endOnDefect(log);

// The first process decides when to stop: a Ctrl-C reaches the whole group and must not end requests in flight.
for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(name, () => {});
process.on('message', (message: ToWorker) => {
  if (message?.tell === 'stop') void stop(message.patience);
  if (message?.tell === 'metrics') questions.get(message.question)?.(message.text);
});
cluster.worker?.on('error', () => {}); // the first process has just died: 'disconnect' follows
process.on('disconnect', () => void stop(patienceWhenAlone));

try {
  const { settings } = readSettings(process.env);
  const databaseUrl = settings.databaseUrl;
  if (!databaseUrl) throw new Error('a worker process is started by `charthouse start`, not by hand');
  new AggregatorRegistry();
  const here = await serve({ settings, databaseUrl, log, shared: true, metricsText: metricsOfAll });
  AggregatorRegistry.setRegistries(here.metrics.registry);
  serving = here;
  tell({ tell: 'listening', address: serving.address });
} catch (error) {
  tell({ tell: 'failed', message: (error as Error).message });
  process.exitCode = 1;
  process.disconnect?.();
}

async function stop(patience: number): Promise<void> {
  await serving?.close(patience);
  process.exit();
}

/** Asks the first process to add up the metrics of every worker. */
function metricsOfAll(): Promise<string> {
  const question = Math.max(0, ...questions.keys()) + 1;
  return new Promise((resolve) => {
    questions.set(question, (text) => {
      questions.delete(question);
      resolve(text);
    });
    tell({ tell: 'metrics wanted', question });
  });
}
