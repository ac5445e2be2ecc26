/** A wire to the database that a test can cut: a proxy on a port of its own. */
import { type AddressInfo, createServer, connect as dial, type Socket } from 'node:net';

export interface Wire {
  readonly url: string;
  /** Ends every connection and refuses new ones. */
  cut(): Promise<void>;
  /** Lets connections through again. */
  mend(): Promise<void>;
  /** Ends every connection as soon as the client has sent a message with this text. */
  cutAt(text: string): void;
}

export async function wireTo(url: string): Promise<Wire> {
  const target = new URL(url);
  const sockets = new Set<Socket>();
  let fuse: string | undefined;
  const end = () => {
    for (const socket of sockets) socket.destroy();
    sockets.clear();
  };
  const server = createServer((near) => {
    const far = dialDatabase(target);
    for (const socket of [near, far]) {
      sockets.add(socket);
      socket.on('error', () => {});
      socket.on('close', () => {
        near.destroy();
        far.destroy();
      });
    }
    near.on('data', (data) => {
      far.write(data);
      if (!fuse || !data.includes(fuse)) return;
      fuse = undefined;
      end();
    });
    far.on('data', (data) => near.write(data));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const through = new URL(url);
  through.search = '';
  through.hostname = '127.0.0.1';
  through.port = String(port);
  return {
    url: through.href,
    cut: async () => {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      end();
      await closed;
    },
    mend: () => new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve)),
    cutAt: (text) => {
      fuse = text;
    },
  };
}

/** Over the unix socket when the connection string names one. */
function dialDatabase(url: URL): Socket {
  const folder = url.searchParams.get('host');
  const port = url.searchParams.get('port') ?? (url.port || '5432');
  return folder ? dial(`${folder}/.s.PGSQL.${port}`) : dial(Number(port), url.hostname);
}
