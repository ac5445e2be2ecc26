/** `/signatures/jwks.json`: every public key by which a signature of this house can be checked, also of those that sign no more. */
import type { ChartStore } from '@charthouse/chart-store';
import { keysIn } from '@charthouse/desks/completion/server';
import { signatureKeysId } from '@charthouse/fhir-api';
import type { FastifyInstance } from 'fastify';

export function registerSignatureKeys(app: FastifyInstance, { store }: { readonly store: ChartStore }): void {
  app.get('/signatures/jwks.json', async (_request, reply) => {
    const found = await store.read('Library', signatureKeysId);
    const keys = found?.body ? keysIn(JSON.parse(found.body)) : [];
    return reply.type('application/jwk-set+json').header('cache-control', 'no-cache').send(JSON.stringify({ keys }));
  });
}
