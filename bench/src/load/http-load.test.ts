import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from 'vitest';
import { runLoad } from './http-load.ts';
import { requestBytes } from './http-message.ts';

async function load(answer: RequestListener, count: number) {
  const server = createServer(answer).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  let sent = 0;
  const request = requestBytes({ method: 'POST', path: '/x', body: '{"é":1}' });
  try {
    const next = () => (sent++ < count ? request : undefined);
    return await runLoad({ address: `http://127.0.0.1:${port}`, connections: 3, next });
  } finally {
    server.close();
  }
}

test('every request is answered once, also when answers come in pieces', async () => {
  let asked = 0;
  const body = 'x'.repeat(300_000);
  const result = await load((request, response) => {
    asked++;
    request.resume().on('end', () => response.writeHead(200, { 'content-length': body.length }).end(body));
  }, 40);
  expect(result.requests).toBe(40);
  expect(asked).toBe(40);
  expect(result.p50).toBeGreaterThan(0);
  expect(result.longest).toBeGreaterThanOrEqual(result.p99);
});

test('an answer that is no success ends the run with what was said', async () => {
  const refusing: RequestListener = (request, response) => {
    request.resume().on('end', () => response.writeHead(422, { 'content-length': 9 }).end('no thanks'));
  };
  await expect(load(refusing, 5)).rejects.toThrow('no thanks');
});

test('a connection that closes in between ends the run', async () => {
  await expect(load((request) => request.socket.destroy(), 5)).rejects.toThrow(/closed|ECONNRESET/);
});
