/** Opens the port, or says why it cannot be opened; and closes it so that requests in flight still get their answers. */
import { createServer, type Server, type Socket } from 'node:net';
import type { FastifyInstance } from 'fastify';
import { type CommandStop, failure } from '../command-line/stop.ts';
import type { Settings } from '../settings/settings.ts';

/** Where the kernel can share a port among processes, a worker that dies takes no waiting connection with it. */
const kernelSharesPorts = process.platform === 'linux';

/** Starts listening; resolves to the server's address, e.g. `http://127.0.0.1:8420`. `shared`: with the other workers. */
export async function listen(app: FastifyInstance, settings: Settings, shared: boolean): Promise<string> {
  const { host, port } = settings;
  const reusePort = shared && kernelSharesPorts;
  try {
    await app.listen({ port, host, listenTextResolver: () => 'listening', ...(reusePort && { reusePort }) });
  } catch (error) {
    throw cannotListen(error, settings);
  }
  const open = new Set<Socket>();
  connections.set(app.server, open);
  app.server.on('connection', (socket: Socket) => {
    open.add(socket);
    socket.once('close', () => open.delete(socket));
  });
  const address = app.server.address();
  const scheme = settings.tlsCert === undefined ? 'http' : 'https';
  return `${scheme}://${host.includes(':') ? `[${host}]` : host}:${typeof address === 'object' && address ? address.port : port}`;
}

/** The port that workers will share: checked to be free, and chosen when the setting is 0. */
export function freePort(settings: Settings): Promise<number> {
  const { host, port } = settings;
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', (error) => reject(cannotListen(error, settings)));
    server.listen({ host, port }, () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : port));
    });
  });
}

const sentences: Readonly<Record<string, (settings: Settings) => string>> = {
  EADDRINUSE: ({ host, port }) =>
    `port ${port} of ${host} is in use by another program. Stop that program, or set CHARTHOUSE_PORT to a free port.`,
  EACCES: ({ port }) => `port ${port} may not be opened by this user. Set CHARTHOUSE_PORT to one above 1023.`,
  EADDRNOTAVAIL: ({ host }) => `this machine has no address ${host}. Correct CHARTHOUSE_HOST.`,
  ENOTFOUND: ({ host }) => `this machine has no address ${host}. Correct CHARTHOUSE_HOST.`,
};

function cannotListen(error: unknown, settings: Settings): CommandStop {
  const code = (error as NodeJS.ErrnoException).code ?? '';
  return failure(sentences[code]?.(settings) ?? `cannot listen: ${(error as Error).message}`, error);
}

/** Those that are open at each server. */
const connections = new WeakMap<Server, Set<Socket>>();

/** Browsers open connections ahead of need; Node does not count one as idle that has never asked anything. */
function closeSilent(server: Server): void {
  for (const socket of connections.get(server) ?? []) if (socket.bytesRead === 0) socket.destroy();
}

/** Milliseconds for which connections without a request stay open: the next request of a busy client is on its way on some of them. */
const farewell = 250;

/** Takes no new connections, waits for those in flight for up to `patience` milliseconds, then cuts what is left. */
export async function drain(app: FastifyInstance, patience: number): Promise<void> {
  const { server } = app;
  const closeIdle = server.closeIdleConnections.bind(server);
  server.closeIdleConnections = () => {}; // Node and Fastify do so at once
  const letGoOfAll = () => {
    closeIdle();
    closeSilent(server);
  };
  const afterReading = () => setImmediate(letGoOfAll); // a busy process may not have read yet what has arrived
  const letGo = setTimeout(afterReading, Math.min(farewell, patience));
  const cut = setTimeout(() => server.closeAllConnections(), patience);
  await app.close();
  clearTimeout(letGo);
  clearTimeout(cut);
}
