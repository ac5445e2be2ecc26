/** The HTTP of a witness: add-checkpoint for logs, the latest checkpoint of each for everyone. https://c2sp.org/tlog-witness */
import { addCheckpoint, type Witness, writeVerifierKey } from '@charthouse/ledger';
import Fastify, { type FastifyInstance } from 'fastify';
import type { StateFolder } from './state-folder.ts';

export interface WitnessParts {
  readonly witness: Witness;
  readonly state: StateFolder;
  /** Told of checkpoints that a log signed and the witness refuses: with the reason and where the request is kept. */
  readonly onRefused: (reason: string, file: string) => void;
  /** Told when the state cannot be read or written; nothing is cosigned then. */
  readonly onFault: (error: unknown) => void;
}

const plain = 'text/plain; charset=utf-8';
/** A request has at most 63 hashes, and a checkpoint a few signatures. */
const longestRequest = 128 * 1024;

export function witnessApp({ witness, state, onRefused, onFault }: WitnessParts): FastifyInstance {
  const app = Fastify({ bodyLimit: longestRequest, requestTimeout: 10_000, keepAliveTimeout: 65_000 });
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
  app.setNotFoundHandler((_request, reply) => {
    reply.code(404).type(plain).send('A witness answers POST /add-checkpoint and GET /HASH-OF-ORIGIN/checkpoint.\n');
  });
  app.setErrorHandler((error, _request, reply) => {
    const status = (error as { statusCode?: number }).statusCode ?? 500;
    if (status >= 500) onFault(error);
    const reason = status >= 500 ? 'The witness cannot read or write its state.' : (error as Error).message;
    reply.code(status).type(plain).send(`${reason}\n`);
  });
  app.get('/', (_request, reply) => {
    reply
      .type(plain)
      .send(
        `${[`This is a witness of transparency logs: ${writeVerifierKey(witness.key)}`, 'It knows:', ...witness.logs.keys()].join('\n')}\n`,
      );
  });
  app.post('/add-checkpoint', async (request, reply) => {
    const text = textOf(request.body);
    if (text === undefined) return reply.code(400).type(plain).send('The request is no UTF-8 text.\n');
    const answer = await addCheckpoint(text, witness);
    if (answer.status === 422) onRefused(answer.body.trim(), await state.keepRefused(text));
    return reply.code(answer.status).type(answer.contentType).send(answer.body);
  });
  app.get<{ Params: { hash: string } }>('/:hash/checkpoint', async (request, reply) => {
    const { hash } = request.params;
    const note = /^[0-9a-f]{64}$/.test(hash) ? await state.latestNote(hash) : undefined;
    if (note === undefined)
      return reply.code(404).type(plain).send('This witness has cosigned no checkpoint of this log.\n');
    return reply.type(plain).header('cache-control', 'no-cache').send(note);
  });
  return app;
}

function textOf(body: unknown): string | undefined {
  if (!(body instanceof Uint8Array)) return '';
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(body);
  } catch {
    return undefined;
  }
}
