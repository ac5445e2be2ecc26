/** Speaks just enough of PostgreSQL's protocol to say that it is an old one. https://www.postgresql.org/docs/18/protocol.html */
import { createServer, type Server } from 'node:net';

function message(kind: string, ...parts: Buffer[]): Buffer {
  const body = Buffer.concat(parts);
  const head = Buffer.alloc(5);
  head.write(kind);
  head.writeInt32BE(body.length + 4, 1);
  return Buffer.concat([head, body]);
}

const int16 = (value: number) => Buffer.from([value >> 8, value & 255]);
const int32 = (value: number) => Buffer.concat([int16((value >>> 16) & 0xffff), int16(value & 0xffff)]);
const text = (value: string) => Buffer.from(`${value}\0`);

const signedIn = message('R', int32(0));
const ready = message('Z', Buffer.from('I'));

function oneValue(name: string, value: string): Buffer {
  const column = [text(name), int32(0), int16(0), int32(25), int16(0xffff), int32(0xffffffff), int16(0)];
  return Buffer.concat([
    message('T', int16(1), ...column),
    message('D', int16(1), int32(value.length), Buffer.from(value)),
    message('C', text('SHOW')),
    ready,
  ]);
}

/** Listens on a free port of loopback; answers every query with `version`, e.g. `140012`. */
export async function oldPostgres(version: string): Promise<{ readonly url: string; readonly server: Server }> {
  const server = createServer((socket) => {
    let started = false;
    socket.on('error', () => {});
    socket.on('data', (data) => {
      if (!started) {
        started = true;
        socket.write(Buffer.concat([signedIn, ready]));
      } else if (data[0] === 'Q'.charCodeAt(0)) {
        socket.write(oneValue('server_version_num', version));
      } else {
        socket.end();
      }
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number };
  return { url: `postgresql://me:secret@127.0.0.1:${port}/record`, server };
}
