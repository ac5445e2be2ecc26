/** The routes of the worklists that are no FHIR: events, files, rules, views. What is in the lists is read by `Task/$worklist`. */
import { Readable } from 'node:stream';
import { OutcomeError } from '@charthouse/fhir-model';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { callerOf } from '../people/caller.ts';
import type { WorkbenchParts } from '../serve/workbench.ts';
import { addCalls } from '../serve/workbench-call.ts';
import { colleagueCalls } from './colleagues.ts';
import { type CsvParts, csvOf, fileOf } from './csv.ts';
import { type EventParts, tellEvents } from './events.ts';
import { type RuleParts, ruleCalls } from './rules.ts';
import { viewCalls } from './views.ts';

export type WorklistParts = Pick<WorkbenchParts, 'signIn' | 'principalOf' | 'onFault'> &
  EventParts &
  CsvParts &
  RuleParts;

export function registerWorklists(app: FastifyInstance, parts: WorklistParts): void {
  const { signIn, principalOf, onFault } = parts;
  const caller = signIn && callerOf(signIn, principalOf, onFault);
  const personOf = (request: FastifyRequest) => caller?.(request.headers.authorization, request.ip);
  addCalls(app, parts, [...ruleCalls(parts), ...viewCalls(parts), ...colleagueCalls(parts)]);
  addEvents(app, personOf, parts);
  app.get('/workbench/csv', async (request, reply) => {
    try {
      const person = (await personOf(request)) ?? { kind: 'anonymous' as const, name: 'anonymous' };
      const query = new URLSearchParams(request.url.split('?')[1] ?? '');
      const lines = csvOf(query, person, parts);
      const head = await lines.next();
      const file = fileOf({ id: query.get('list') ?? '' });
      return reply
        .header('cache-control', 'no-store')
        .header('content-disposition', `attachment; filename="${file}"`)
        .type('text/csv; charset=utf-8')
        .send(Readable.from(rest(head, lines)));
    } catch (error) {
      return refused(error, reply);
    }
  });
}

async function* rest(head: IteratorResult<string>, lines: AsyncGenerator<string>): AsyncGenerator<string> {
  if (head.done) return;
  yield head.value;
  yield* lines;
}

type PersonOf = (request: FastifyRequest) => ReturnType<ReturnType<typeof callerOf>> | undefined;

function addEvents(app: FastifyInstance, personOf: PersonOf, parts: EventParts): void {
  const open = new Set<() => void>();
  app.get('/workbench/events', async (request, reply) => {
    try {
      const person = await personOf(request);
      reply.hijack();
      reply.raw.writeHead(200, {
        ...{ 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-store' },
        ...{ 'x-accel-buffering': 'no', 'x-content-type-options': 'nosniff' },
      });
      const end = tellEvents(reply.raw, person, parts);
      open.add(end);
      reply.raw.on('close', () => open.delete(end));
    } catch (error) {
      return refused(error, reply);
    }
  });
  app.addHook('preClose', async () => {
    for (const end of open) end();
  });
}

function refused(error: unknown, reply: FastifyReply): FastifyReply {
  if (!(error instanceof OutcomeError)) throw error;
  const { status, headers, issues } = error;
  return reply.code(status).headers(headers).send({ resourceType: 'OperationOutcome', issue: issues });
}
