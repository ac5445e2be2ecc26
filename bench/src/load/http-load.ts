/** A load generator that costs little itself: raw sockets, one request after the other on each, no parsing but lengths. */
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { percentile } from '../measure/statistics.ts';
import { answerHead } from './http-message.ts';

export interface Load {
  /** `http://127.0.0.1:1234` */
  readonly address: string;
  readonly connections: number;
  /** The next request; undefined: no more. */
  readonly next: () => Buffer | undefined;
  /** Told of each answer. */
  readonly onAnswer?: (request: Buffer, milliseconds: number) => void;
}

export interface LoadResult {
  readonly requests: number;
  readonly seconds: number;
  /** Answers a second. */
  readonly rate: number;
  /** Milliseconds. */
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
  readonly longest: number;
}

/** Requests from `list`, over and over, until the time is up. */
export function forSeconds(seconds: number, pick: () => Buffer): () => Buffer | undefined {
  let end = 0;
  return () => {
    const now = performance.now();
    end ||= now + seconds * 1000;
    return now < end ? pick() : undefined;
  };
}

/** @throws Error when an answer is no success (2xx), with its first bytes */
export async function runLoad({ address, connections, next, onAnswer }: Load): Promise<LoadResult> {
  const { hostname, port } = new URL(address);
  const sockets = await Promise.all(
    Array.from({ length: connections }, async () => {
      const socket = connect({ host: hostname, port: Number(port), noDelay: true });
      await once(socket, 'connect');
      return socket;
    }),
  );
  const times: number[] = [];
  const start = performance.now();
  try {
    const answered: Required<Load>['onAnswer'] = (request, time) => {
      times.push(time);
      onAnswer?.(request, time);
    };
    await Promise.all(sockets.map((socket) => converse(socket, next, answered)));
  } finally {
    for (const socket of sockets) socket.destroy();
  }
  const seconds = (performance.now() - start) / 1000;
  const sorted = Float64Array.from(times).sort();
  return {
    requests: times.length,
    seconds,
    rate: times.length / seconds,
    p50: percentile(sorted, 0.5),
    p95: percentile(sorted, 0.95),
    p99: percentile(sorted, 0.99),
    longest: sorted.at(-1) ?? Number.NaN,
  };
}

function converse(socket: Socket, next: Load['next'], onAnswer: Required<Load>['onAnswer']): Promise<void> {
  return new Promise((resolve, reject) => {
    let sent = 0;
    let request: Buffer;
    let parts: Buffer[] = [];
    let have = 0;
    let due = 0;
    const send = () => {
      const bytes = next();
      if (!bytes) return resolve();
      request = bytes;
      parts = [];
      have = 0;
      due = 0;
      sent = performance.now();
      socket.write(bytes);
    };
    socket.on('data', (chunk) => {
      parts.push(chunk);
      have += chunk.length;
      if (due === 0) {
        const soFar = parts.length === 1 ? chunk : Buffer.concat(parts);
        const head = answerHead(soFar);
        if (!head) return;
        if (head.status < 200 || head.status > 299) return reject(new Error(soFar.toString('utf8', 0, 1000)));
        due = head.length;
      }
      if (have < due) return;
      onAnswer(request, performance.now() - sent);
      send();
    });
    socket.on('error', reject);
    socket.on('close', () => reject(new Error('The server closed the connection.')));
    send();
  });
}
