/** How a part of this product opens an app about a patient: an EHR launch. https://hl7.org/fhir/smart-app-launch/STU2.2/app-launch.html#launch-app-ehr-launch */
import type { FastifyInstance } from 'fastify';
import { authenticate } from '../authenticate.ts';
import { findClient } from '../clients/clients.ts';
import { prepareLaunch } from '../launch/contexts.ts';
import type { SignInParts } from '../parts.ts';

/** POST a form with client_id, patient, encounter and intent, with the token of a member of staff. */
export function addLaunchRoute(scope: FastifyInstance, parts: SignInParts): void {
  const { query } = parts.database;
  scope.post('/auth/launch', async (request, reply) => {
    reply.header('cache-control', 'no-store');
    const who = await authenticate(
      { query, findToken: parts.findToken, idleLimit: parts.idleLimit },
      request.headers.authorization,
      parts.fhirBase,
    );
    if ('refused' in who) return reply.code(401).header('www-authenticate', 'Bearer').send({ error: 'invalid_token' });
    const form = request.body instanceof URLSearchParams ? request.body : new URLSearchParams();
    const client = await findClient(query, form.get('client_id') ?? '');
    if (!client?.launchUrl || client.revoked !== undefined)
      return reply
        .code(400)
        .send({ error: 'invalid_request', error_description: 'client_id names no app with a launch address' });
    const patient = form.get('patient') ?? undefined;
    const [found] = patient === undefined ? [] : await parts.findPatients(who.known, { id: patient });
    if (patient !== undefined && !found)
      return reply
        .code(400)
        .send({ error: 'invalid_request', error_description: 'patient is no patient whom you may see' });
    const encounter = form.get('encounter') ?? undefined;
    const intent = form.get('intent') ?? undefined;
    const context = {
      ...(patient && { patient }),
      ...(encounter && { encounter }),
      ...(intent && { intent }),
      need_patient_banner: false,
    };
    const launch = await prepareLaunch(query, { account: who.known.user, client: client.id, context });
    await parts.record({ action: 'launched', account: who.known.user, client: client.id, address: request.ip });
    const address = new URL(client.launchUrl);
    address.searchParams.set('iss', parts.fhirBase);
    address.searchParams.set('launch', launch);
    return reply.code(201).send({ launch, url: address.href });
  });
}
