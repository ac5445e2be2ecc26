/** A call of the workbench besides those on the record: by somebody who is signed in, answered in JSON, refused in an OperationOutcome. */
import type { Principal } from '@charthouse/fhir-api';
import { OutcomeError } from '@charthouse/fhir-model';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { callerOf } from '../people/caller.ts';
import type { WorkbenchParts } from './workbench.ts';

export interface WorkbenchCall {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Below `/workbench`. */
  readonly url: string;
  /** `person` is absent where nobody signs in. Undefined is answered by 204. */
  handle(request: FastifyRequest, person: Principal | undefined): Promise<object | undefined>;
}

type Parts = Pick<WorkbenchParts, 'signIn' | 'principalOf' | 'onFault'>;

/** Bytes. */
const bodyLimit = 256 * 1024;

export function addCalls(
  app: FastifyInstance,
  { signIn, principalOf, onFault }: Parts,
  calls: readonly WorkbenchCall[],
): void {
  const caller = signIn && callerOf(signIn, principalOf, onFault);
  for (const { method, url, handle } of calls)
    app.route({
      ...{ method, url: `/workbench${url}`, bodyLimit },
      handler: async (request, reply) => {
        reply.header('cache-control', 'no-store');
        try {
          const person = await caller?.(request.headers.authorization, request.ip);
          const answer = await handle(request, person);
          return answer ?? reply.code(204).send();
        } catch (error) {
          if (!(error instanceof OutcomeError)) throw error;
          const { status, headers, issues } = error;
          return reply.code(status).headers(headers).send({ resourceType: 'OperationOutcome', issue: issues });
        }
      },
    });
}
