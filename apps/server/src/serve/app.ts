/** The HTTP server: the workbench, the page about it, health, readiness, metrics, and the FHIR door below `/fhir/R4`. */
import { randomUUID } from 'node:crypto';
import type { ChartStore, WorkWatch } from '@charthouse/chart-store';
import { type DecidingParts, type Door, registerFhir } from '@charthouse/fhir-api';
import type { SignIn } from '@charthouse/sign-in';
import Fastify, { type FastifyBaseLogger, type FastifyInstance, type FastifyReply, LogController } from 'fastify';
import { registerSignatureKeys } from '../completion/key-routes.ts';
import { kernel } from '../desks.ts';
import { registerLog } from '../ledger/routes.ts';
import { callerOf } from '../people/caller.ts';
import type { PrincipalOf } from '../people/principal.ts';
import { ownAddress } from '../settings/own-address.ts';
import type { Settings } from '../settings/settings.ts';
import { registerStatusPage, registerVerifyPage } from '../verify-page/register.ts';
import { version } from '../version.ts';
import { registerWorklists } from '../worklists/register.ts';
import { answerClientError, tooLongAddress } from './client-errors.ts';
import { refuseForeign } from './foreign-requests.ts';
import { frontPage, styleHash } from './front-page.ts';
import type { Log } from './log.ts';
import type { Metrics } from './metrics.ts';
import { type Failure, fhirJson, outcomeText } from './outcome.ts';
import { ledgerDetail, type Readiness, readyState } from './readiness.ts';
import { routeClass } from './route-class.ts';
import { addSafeHeaders, givenRequestId } from './safe-headers.ts';
import type { Tls } from './tls.ts';
import { warningsOf } from './warnings.ts';
import { mayReadMetrics } from './who-reads-metrics.ts';
import { addWorkbench } from './workbench.ts';

export interface AppParts {
  readonly settings: Settings;
  readonly store: ChartStore;
  readonly door: Door;
  /** Tells of tasks that have changed. */
  readonly work: WorkWatch;
  /** Absent: nobody signs in. */
  readonly signIn?: SignIn | undefined;
  readonly principalOf: PrincipalOf;
  /** Whether somebody has a named permission; absent: everybody has every one. */
  readonly may?: DecidingParts['may'];
  /** Told of faults of ours behind the door. */
  readonly onFault: (error: unknown, request?: string) => void;
  readonly log: Log;
  /** Absent: plain http. */
  readonly tls?: Tls | undefined;
  readonly metrics: Metrics;
  readonly readiness: Readiness;
  /** The text of `/metrics`: of this process, or of all workers together. */
  readonly metricsText: () => Promise<string>;
}

const secondsBeforeRetry = 2;

/** Milliseconds. A client that sends its request drop by drop must not hold a connection for long. */
const headersTimeout = 10_000;
const requestTimeout = 300_000;
const keepAliveTimeout = 65_000;
/** A connection on which nothing moves, as when an answer is not read. */
const connectionTimeout = 330_000;
const checkEvery = 2_000;

/** Node counts the address as a header and answers 431 by itself; with this much room we see it first and answer 414. */
const roomForHeaders = 256 * 1024;

export async function buildApp(parts: AppParts): Promise<FastifyInstance> {
  const { settings, log, tls } = parts;
  const server = {
    maxHeaderSize: settings.urlLimit + roomForHeaders,
    headersTimeout,
    connectionsCheckingInterval: checkEvery,
  };
  const app: FastifyInstance = Fastify({
    loggerInstance: log as FastifyBaseLogger,
    logController: new LogController({ disableRequestLogging: true }),
    childLoggerFactory: (logger) => logger, // no line names its request: addresses are kept out of the log
    bodyLimit: settings.bodyLimit,
    requestTimeout,
    keepAliveTimeout,
    connectionTimeout,
    trustProxy: settings.trustedProxies.length > 0 ? [...settings.trustedProxies] : false,
    requestIdHeader: false,
    genReqId: ({ headers }) => givenRequestId(headers['x-request-id']) ?? randomUUID(),
    clientErrorHandler: answerClientError,
    frameworkErrors: answerBadAddress,
    ...(tls ? { https: { ...server, ...tls } } : { http: server }),
    routerOptions: { maxParamLength: settings.urlLimit, ignoreTrailingSlash: true },
    return503OnClosing: false, // what still arrives on open connections is answered, and they are closed with it
  });
  addSafeHeaders(app);
  limitAddress(app, settings.urlLimit);
  refuseForeign(app, settings);
  observeRequests(app, parts);
  answerFailures(app, log);
  addPages(app, parts);
  registerVerifyPage(app);
  registerStatusPage(app, parts);
  await addWorkbench(app, parts);
  registerWorklists(app, { ...parts, kernel, base: `${ownAddress(settings)}/fhir/R4` });
  registerLog(app, parts);
  registerSignatureKeys(app, parts);
  const { door, onFault, principalOf, signIn } = parts;
  await registerFhir(app, {
    door,
    settings,
    onFault,
    ...(signIn && { caller: callerOf(signIn, principalOf, onFault) }),
  });
  await signIn?.register(app);
  return app;
}

function limitAddress(app: FastifyInstance, limit: number): void {
  app.addHook('onRequest', (request, reply, done) => {
    if (request.url.length <= limit) return done();
    reply.header('connection', 'close').code(414).type(fhirJson).send(outcomeText(tooLongAddress));
  });
}

function observeRequests(app: FastifyInstance, { settings, log, metrics }: AppParts): void {
  app.addHook('onResponse', (request, reply, done) => {
    const seen = { method: request.method, route: routeClass(request.url), status: reply.statusCode };
    metrics.observe(seen, reply.elapsedTime);
    if (settings.logRequests)
      log.info({ request: request.id, ...seen, ms: Math.round(reply.elapsedTime * 10) / 10 }, 'request');
    done();
  });
}

function answerFailures(app: FastifyInstance, log: Log): void {
  app.setNotFoundHandler((_request, reply) => {
    const failure: Failure = {
      status: 404,
      code: 'not-found',
      diagnostics: 'There is nothing here. /about says what this server has.',
    };
    reply.code(404).type(fhirJson).send(outcomeText(failure));
  });
  app.setErrorHandler((error, request, reply) => {
    const status = (error as { statusCode?: number }).statusCode ?? 500;
    if (status >= 500) log.error({ err: error, request: request.id }, 'a request failed');
    const diagnostics = status >= 500 ? 'The server failed. Its log says where.' : (error as Error).message;
    reply
      .code(status)
      .type(fhirJson)
      .send(outcomeText({ status, code: 'exception', diagnostics }));
  });
}

function addPages(app: FastifyInstance, { settings, readiness, metrics, metricsText }: AppParts): void {
  const warnings = warningsOf(settings);
  const page = frontPage({ version, warnings, signIn: settings.auth === 'on' });
  app.get('/about', (_request, reply) => {
    reply
      .type('text/html; charset=utf-8')
      .header(
        'content-security-policy',
        `default-src 'none'; style-src '${styleHash}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
      )
      .send(page);
  });
  app.get('/healthz', (_request, reply) => {
    reply.header('cache-control', 'no-store').send({ status: 'up', version });
  });
  app.get('/readyz', async (_request, reply) => {
    const state = await readyState(readiness);
    if (!state.ready) reply.code(503).header('retry-after', secondsBeforeRetry);
    const ledger = state.ready ? await ledgerDetail(readiness) : undefined;
    return reply.header('cache-control', 'no-store').send({ status: state.status, version, warnings, ledger });
  });
  app.get('/metrics', async (request, reply) => {
    if (!mayReadMetrics(request, settings)) return reply.code(403).type(fhirJson).send(outcomeText(notYourMetrics));
    return reply
      .type(metrics.registry.contentType)
      .header('cache-control', 'no-store')
      .send(await metricsText());
  });
}

const notYourMetrics: Failure = {
  status: 403,
  code: 'forbidden',
  diagnostics: 'Metrics are for this machine, and for who sends the token of the setting CHARTHOUSE_METRICS_TOKEN.',
};

/** What the router refuses before any handler sees it. */
function answerBadAddress(error: Error, _request: unknown, reply: Pick<FastifyReply, 'raw' | 'hijack'>): void {
  const diagnostics = `The address cannot be read: ${error.message}.`;
  reply.hijack();
  reply.raw.writeHead(400, { 'content-type': fhirJson });
  reply.raw.end(outcomeText({ status: 400, code: 'invalid', diagnostics }));
}
