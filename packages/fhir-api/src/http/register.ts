/** The FHIR API as a Fastify plugin: bytes in, bytes out; every failure becomes an OperationOutcome here. */
import { OutcomeError, outcomes } from '@charthouse/fhir-model';
import compress from '@fastify/compress';
import cors from '@fastify/cors';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Principal } from '../call.ts';
import type { Door } from '../door.ts';
import type { ApiParts } from '../parts.ts';
import { binaryAnswer, binaryCall, mayBeRaw } from './binary.ts';
import { acceptedFormat, checkFhirVersion } from './format.ts';
import { obligationHeaderNames } from './obligation-headers.ts';
import { readRequest } from './read-request.ts';
import { type Answer, respond, respondError, type Wanted } from './respond.ts';
import { pathAndQuery, queryOf } from './url.ts';
import { withPlaces } from './with-places.ts';

/** Where the API stands below the server's URL. */
export const fhirPath = '/fhir/R4';

export interface FhirParts {
  readonly door: Door;
  readonly settings: ApiParts['settings'];
  /** Told of faults of ours (status 500) and of which request; must not log record content. */
  readonly onFault: (error: unknown, request: string) => void;
  /** Who an `Authorization` header is for; absent: everybody is anonymous. @throws OutcomeError 401 */
  readonly caller?: (authorization: string | undefined, address: string) => Promise<Principal>;
}

/** Registers everything below `/fhir/R4`. */
export async function registerFhir(app: FastifyInstance, parts: FhirParts): Promise<void> {
  const { settings } = parts;
  await app.register(async (fhir) => {
    await fhir.register(compress, { threshold: 1024, encodings: ['br', 'gzip'] });
    if (settings.corsOrigins.length > 0) await fhir.register(cors, corsOptions(settings.corsOrigins));
    fhir.removeAllContentTypeParsers();
    fhir.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: settings.bodyLimit }, (_request, body, done) =>
      done(null, body),
    );
    fhir.setErrorHandler(async (error, request, reply) => {
      const outcome = await refusal(asOutcome(error, request, parts), request, parts);
      return send(reply, respondError(outcome, wantedOrJson(request)));
    });
    if (parts.caller) knowCallers(fhir, parts.caller);
    const serve = (request: FastifyRequest, reply: FastifyReply) => serveFhir(request, reply, parts);
    // OPTIONS is answered by 405 with what is allowed; preflights of CORS do not come here.
    const methods = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'];
    fhir.route({ method: methods, url: fhirPath, handler: serve, exposeHeadRoute: false });
    fhir.route({ method: methods, url: `${fhirPath}/*`, handler: serve, exposeHeadRoute: false });
  });
}

/** What everybody may ask: how to sign in is said there. */
const open: ReadonlySet<string> = new Set([`${fhirPath}/metadata`]);

/** Before the body is read: what nobody sent is not taken. */
function knowCallers(fhir: FastifyInstance, caller: NonNullable<FhirParts['caller']>): void {
  fhir.addHook('onRequest', async (request, reply) => {
    const { path } = pathAndQuery(request.raw.url ?? '');
    const isOpen = open.has(path) && (request.method === 'GET' || request.method === 'HEAD');
    if (isOpen) return;
    reply.header('cache-control', 'no-store'); // on a shared desk nothing stays behind
    const purpose = purposeIn(request);
    const known = await caller(request.headers.authorization, request.ip);
    request.caller = purpose === undefined ? known : { ...known, purpose };
  });
}

/** The purpose of use that a request states, a code of v3 PurposeOfUse; absent: the usual one of the caller's role. docs/access.md */
function purposeIn({ headers }: FastifyRequest): string | undefined {
  const purpose = headers['purpose-of-use'];
  if (purpose === undefined) return undefined;
  if (typeof purpose === 'string' && /^[A-Za-z]{2,20}$/.test(purpose)) return purpose;
  throw outcomes.badRequest('Purpose-Of-Use is a code of v3 PurposeOfUse, such as TREAT.');
}

function corsOptions(origins: readonly string[]) {
  return {
    origin: origins.includes('*') ? '*' : [...origins],
    exposedHeaders: [
      'ETag',
      'Last-Modified',
      'Location',
      'Retry-After',
      'Warning',
      'WWW-Authenticate',
      ...obligationHeaderNames,
    ],
    methods: ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'],
    maxAge: 600,
  };
}

async function serveFhir(request: FastifyRequest, reply: FastifyReply, parts: FhirParts): Promise<FastifyReply> {
  const { settings } = parts;
  const vary = reply.getHeader('vary');
  reply.header('vary', [vary, 'accept', 'accept-encoding'].filter((name) => name !== undefined).join(', '));
  const url = request.raw.url ?? '';
  if (url.length > settings.urlLimit)
    throw outcomes.urlTooLong(
      `The URL has ${url.length} characters; this server takes ${settings.urlLimit}. Send a long search by POST to _search.`,
    );
  const { path, query } = pathAndQuery(url);
  const base = `${settings.publicUrl ?? `${request.protocol}://${request.host}`}${fhirPath}`;
  const raw = {
    method: request.method,
    path: path.slice(fhirPath.length),
    query,
    headers: request.headers,
    body: request.body as Buffer | undefined,
    base,
  };
  const call = binaryCall(raw) ?? readRequest(raw, settings);
  if (call.query.some(([name]) => name === '_format')) request.fhirQuery = call.query;
  const wanted = mayBeRaw(call) ? undefined : wantedOf(request); // before anything is changed
  request.atDoor = true;
  const asked = { ...call, requestId: requestIdOf(request) };
  const result = await parts.door.handle(asked, principalOf(request)).catch((error) => {
    throw withPlaces(error, call);
  });
  const binary = binaryAnswer(call, result, request.headers.accept);
  if (binary) return reply.code(binary.status).headers(binary.headers).send(binary.body);
  return send(reply, respond(call, result, wanted ?? wantedOf(request)));
}

/** What is answered to a request that failed: recorded by now, or not served. */
async function refusal(error: OutcomeError, request: FastifyRequest, { door }: FhirParts): Promise<OutcomeError> {
  if (request.atDoor) return error;
  const { method, raw } = request;
  try {
    const requestId = requestIdOf(request);
    await door.refused({ method, address: raw.url ?? '', requestId, error }, principalOf(request));
    return error;
  } catch (failure) {
    if (failure instanceof OutcomeError) return failure;
    throw failure;
  }
}

/** Of the last request of each connection: made once for all that it sends. */
const known = new WeakMap<object, Principal>();

function principalOf({ caller, ip, raw: { socket } }: FastifyRequest): Principal {
  if (caller) return caller;
  const last = known.get(socket);
  if (last?.address === ip) return last;
  const principal = { name: 'anonymous', address: ip };
  known.set(socket, principal);
  return principal;
}

/** https://hl7.org/fhir/R4/http.html#custom; what could not be told apart from other text of a log line is left out. */
function requestIdOf({ headers }: FastifyRequest): string | undefined {
  const id = headers['x-request-id'];
  return typeof id === 'string' && /^[\x21-\x7e]{1,200}$/.test(id) ? id : undefined;
}

function send(reply: FastifyReply, answer: Answer): FastifyReply {
  return reply.code(answer.status).headers(answer.headers).send(answer.body);
}

/** @throws OutcomeError 406 */
function wantedOf(request: FastifyRequest): Wanted {
  checkFhirVersion(request.headers.accept);
  const query = request.fhirQuery ?? queryOf(pathAndQuery(request.raw.url ?? '').query);
  const parameter = (name: string) => query.find(([key]) => key === name)?.[1];
  return {
    format: acceptedFormat(request.headers.accept, parameter('_format')),
    pretty: isPretty(parameter('_pretty')),
  };
}

/** https://hl7.org/fhir/R4/http.html#pretty */
function isPretty(value: string | undefined): boolean {
  if (value === undefined || value === 'true' || value === 'false') return value === 'true';
  throw outcomes.badRequest(`_pretty is "${value}"; true or false is expected.`);
}

function wantedOrJson(request: FastifyRequest): Wanted {
  try {
    return wantedOf(request);
  } catch {
    return { format: 'json', pretty: false };
  }
}

/** What was thrown, as an outcome; anything not named is a fault of ours and told to nobody but the log. */
function asOutcome(error: unknown, { id }: FastifyRequest, { settings, onFault }: FhirParts): OutcomeError {
  if (error instanceof OutcomeError) return error;
  const { code, statusCode } = error as { code?: string; statusCode?: number };
  if (code === 'FST_ERR_CTP_BODY_TOO_LARGE')
    return outcomes.tooLarge(
      `The body is larger than ${settings.bodyLimit} bytes (setting CHARTHOUSE_BODY_LIMIT). Split it.`,
    );
  if (statusCode === 415) return outcomes.unsupportedMediaType((error as Error).message);
  if (statusCode !== undefined && statusCode >= 400 && statusCode < 500)
    return outcomes.badRequest((error as Error).message);
  onFault(error, id);
  return outcomes.internal('The server failed at this request; the details are in its log.');
}
