/** The ledger as anyone may read it: `/log/checkpoint`, `/log/witnessed` (the newest that a witness cosigned), tiles and public keys. https://c2sp.org/tlog-tiles */
import { type ChartStore, findTile, latestCheckpoint, witnessedCheckpoint } from '@charthouse/chart-store';
import { Malformed, parseTilePath, type Tile } from '@charthouse/ledger';
import type { FastifyInstance, FastifyReply } from 'fastify';
import type { Settings } from '../settings/settings.ts';
import { publicLines, readKeyFile } from './key-file.ts';

const text = 'text/plain; charset=utf-8';
/** Full tiles never change. */
const forever = 'public, max-age=31536000, immutable';

export function registerLog(
  app: FastifyInstance,
  { store, settings }: { readonly store: ChartStore; readonly settings: Settings },
): void {
  app.get('/log/checkpoint', async (_request, reply) => {
    const note = await latestCheckpoint(store.search);
    return note === undefined ? absent(reply) : reply.type(text).header('cache-control', 'no-cache').send(note);
  });
  app.get('/log/witnessed', async (_request, reply) => {
    const note = await witnessedCheckpoint(store.search);
    return note === undefined ? absent(reply) : reply.type(text).header('cache-control', 'no-cache').send(note);
  });
  app.get('/log/keys', async (_request, reply) => {
    const keys = await readKeyFile(settings);
    return keys ? reply.type(text).header('cache-control', 'no-cache').send(publicLines(keys)) : absent(reply);
  });
  app.get<{ Params: { '*': string } }>('/log/tile/*', async (request, reply) => {
    const tile = tileOf(`tile/${request.params['*']}`);
    const bytes = tile && (await findTile(store.search, tile));
    if (!bytes) return absent(reply);
    return reply.type('application/octet-stream').header('cache-control', forever).send(Buffer.from(bytes));
  });
}

function tileOf(path: string): Tile | undefined {
  try {
    return parseTilePath(path);
  } catch (error) {
    if (error instanceof Malformed) return undefined;
    throw error;
  }
}

function absent(reply: FastifyReply): FastifyReply {
  return reply.code(404).type(text).send('The log does not have this, or not yet.\n');
}
