/**
 * The limit of reads: bare node:http and one pipelined PostgreSQL client on the same database, for the same addresses.
 * A program of its own; the database is in DATABASE_URL.
 */
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import pg from 'pg';

const client = new pg.Client({ connectionString: process.env.DATABASE_URL, pipeline: true } as pg.ClientConfig);
await client.connect();
const types = await client.query<{ name: string; tid: number }>('select name, tid from resource_type');
const typeIds = new Map(types.rows.map(({ name, tid }) => [name, tid]));

const statement = { name: 'read', text: 'select body from res where tid = $1 and id = $2' };

const server = createServer((request, response) => {
  const [, , , type = '', id] = (request.url ?? '').split('/');
  client
    .query<{ body: string }>({ ...statement, values: [typeIds.get(type), id] })
    .then(({ rows }) => answer(response, rows[0]?.body));
});

function answer(response: ServerResponse, body = ''): void {
  const status = body === '' ? 404 : 200;
  response.writeHead(status, { 'content-type': 'application/fhir+json', 'content-length': Buffer.byteLength(body) });
  response.end(body);
}

server.listen(0, '127.0.0.1', () => {
  const { port } = server.address() as AddressInfo;
  console.log(JSON.stringify({ address: `http://127.0.0.1:${port}` }));
});
process.on('SIGTERM', () => process.exit());
