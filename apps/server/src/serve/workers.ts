/** Several serving processes that share the port; the first process keeps them running. https://nodejs.org/api/cluster.html */
import cluster, { type Worker } from 'node:cluster';
import { fileURLToPath } from 'node:url';
import { AggregatorRegistry, type RegistryContentType } from 'prom-client';
import { failure } from '../command-line/stop.ts';
import type { Settings } from '../settings/settings.ts';
import { freePort } from './listen.ts';
import type { Log } from './log.ts';
import type { Serving } from './serve.ts';

/** What a worker tells the first process. */
export type FromWorker =
  | { readonly tell: 'listening'; readonly address: string }
  | { readonly tell: 'failed'; readonly message: string }
  | { readonly tell: 'metrics wanted'; readonly question: number };

/** What the first process tells a worker. */
export type ToWorker =
  | { readonly tell: 'stop'; readonly patience: number }
  | { readonly tell: 'metrics'; readonly question: number; readonly text: string };

interface WorkersOptions {
  readonly settings: Settings;
  readonly databaseUrl: string;
  readonly log: Log;
}

const longestPause = 5_000;
const healthyAfter = 10_000;

/** Starts `settings.workers` processes; resolves when all listen, rejects with the sentence of the first that cannot. */
export async function serveWithWorkers({ settings, databaseUrl, log }: WorkersOptions): Promise<Serving> {
  cluster.setupPrimary({ exec: fileURLToPath(new URL('./worker.ts', import.meta.url)), args: [] });
  const port = await freePort(settings);
  const everyone = new AggregatorRegistry();
  let stopping = false;
  let deaths = 0;

  const begin = (): Worker => {
    const worker = cluster.fork({ DATABASE_URL: databaseUrl, DATABASE_URL_FILE: '', CHARTHOUSE_PORT: String(port) });
    const born = Date.now();
    worker.on('error', () => {}); // a message to a process that has just died; its exit is handled below
    worker.on('message', (message: FromWorker) => {
      if (message?.tell === 'metrics wanted') void answerMetrics(worker, everyone, message.question);
    });
    worker.on('exit', () => {
      if (stopping) return;
      deaths = Date.now() - born > healthyAfter ? 1 : deaths + 1;
      const pause = Math.min(longestPause, 50 * 2 ** deaths);
      log.error({ worker: worker.process.pid, pause }, 'a worker process ended: starting another');
      setTimeout(() => stopping || begin(), pause);
    });
    return worker;
  };

  const close = async (patience: number) => {
    stopping = true;
    await Promise.all(Object.values(cluster.workers ?? {}).map((worker) => worker && end(worker, patience)));
  };

  try {
    const addresses = await Promise.all(Array.from({ length: settings.workers }, () => listening(begin())));
    return { address: addresses[0]!, close };
  } catch (error) {
    await close(0);
    throw error;
  }
}

function listening(worker: Worker): Promise<string> {
  return new Promise((resolve, reject) => {
    worker.on('message', (message: FromWorker) => {
      if (message?.tell === 'listening') resolve(message.address);
      if (message?.tell === 'failed') reject(failure(message.message));
    });
    worker.once('exit', () => reject(failure('a worker process ended before it could serve. The log says why.')));
  });
}

async function answerMetrics(
  worker: Worker,
  everyone: AggregatorRegistry<RegistryContentType>,
  question: number,
): Promise<void> {
  const text = await everyone.clusterMetrics().catch(() => '');
  if (worker.isConnected()) worker.send({ tell: 'metrics', question, text } satisfies ToWorker);
}

function end(worker: Worker, patience: number): Promise<void> {
  return new Promise((resolve) => {
    const kill = setTimeout(() => worker.process.kill('SIGKILL'), patience + 1_500);
    worker.once('exit', () => {
      clearTimeout(kill);
      resolve();
    });
    if (worker.isConnected()) worker.send({ tell: 'stop', patience } satisfies ToWorker);
    else worker.process.kill('SIGKILL');
  });
}
