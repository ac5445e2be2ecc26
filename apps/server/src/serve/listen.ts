/** Opens the port, or says why it cannot be opened; and closes it so that requests in flight still get their answers. */
import type { FastifyInstance } from 'fastify';
import { type CommandStop, failure } from '../command-line/stop.ts';
import type { Settings } from '../settings/settings.ts';

/** Starts listening; resolves to the server's address, e.g. `http://127.0.0.1:8420`. */
export async function listen(app: FastifyInstance, settings: Settings): Promise<string> {
  try {
    await app.listen({ port: settings.port, host: settings.host, listenTextResolver: () => 'listening' });
  } catch (error) {
    throw cannotListen(error, settings);
  }
  const address = app.server.address();
  const port = typeof address === 'object' && address ? address.port : settings.port;
  return `http://${settings.host.includes(':') ? `[${settings.host}]` : settings.host}:${port}`;
}

const sentences: Readonly<Record<string, (settings: Settings) => string>> = {
  EADDRINUSE: ({ host, port }) =>
    `port ${port} of ${host} is in use by another program. Stop that program, or set CHARTHOUSE_PORT to a free port.`,
  EACCES: ({ port }) => `port ${port} may not be opened by this user. Set CHARTHOUSE_PORT to one above 1023.`,
  EADDRNOTAVAIL: ({ host }) => `this machine has no address ${host}. Correct CHARTHOUSE_HOST.`,
  ENOTFOUND: ({ host }) => `this machine has no address ${host}. Correct CHARTHOUSE_HOST.`,
};

/** The stop for a port that could not be opened. */
export function cannotListen(error: unknown, settings: Settings): CommandStop {
  const code = (error as NodeJS.ErrnoException).code ?? '';
  return failure(sentences[code]?.(settings) ?? `cannot listen: ${(error as Error).message}`, error);
}

/** Takes no new requests, waits for those in flight for up to `patience` milliseconds, then cuts what is left. */
export async function drain(app: FastifyInstance, patience: number): Promise<void> {
  const cut = setTimeout(() => app.server.closeAllConnections(), patience);
  await app.close();
  clearTimeout(cut);
}
