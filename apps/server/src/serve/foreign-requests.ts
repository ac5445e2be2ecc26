/**
 * Refuses what pages of other origins make a browser on this machine send: while there is no sign-in, a browser's word is enough
 * to change the record. https://owasp.org/www-community/attacks/csrf and DNS rebinding.
 */
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { isLoopback } from '../settings/loopback.ts';
import type { Settings } from '../settings/settings.ts';
import { type Failure, fhirJson, outcomeText } from './outcome.ts';

export type ForeignSettings = Pick<Settings, 'host' | 'publicUrl' | 'corsOrigins'> & Partial<Pick<Settings, 'tlsCert'>>;

/** What balancers ask by whatever address they know; they tell nothing of the record. */
const health: ReadonlySet<string | undefined> = new Set(['/healthz', '/readyz']);
/** What apps of other origins ask with a secret of their own; no cookie counts there. */
const withoutCookies: ReadonlySet<string> = new Set([
  '/auth/token',
  '/auth/token/introspection',
  '/auth/token/revocation',
]);
const safe: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS']);

/** Before any other hook and handler, for every address. */
export function refuseForeign(app: FastifyInstance, settings: ForeignSettings): void {
  const failureOf = foreignCheck(settings);
  app.addHook('onRequest', (request, reply, done) => {
    const failure = failureOf(request);
    if (!failure) return done();
    reply.header('connection', 'close').code(failure.status).type(fhirJson).send(outcomeText(failure));
  });
}

function foreignCheck({ host, publicUrl, corsOrigins, tlsCert }: ForeignSettings) {
  const own = publicUrl === undefined ? undefined : new URL(publicUrl);
  const names = new Set([host, host.includes(':') ? `[${host}]` : host, own?.hostname]);
  const needsProxy = tlsCert === undefined && !isLoopback(host);
  const all = corsOrigins.includes('*');
  const allowed = new Set([...corsOrigins, own?.origin]);
  return (request: FastifyRequest): Failure | undefined => {
    if (!health.has(request.routeOptions.url) && !isOwnHost(request.host, names)) return misdirected;
    if (needsProxy && isInClear(request) && !health.has(request.routeOptions.url)) return inClear;
    if (safe.has(request.method) || all || withoutCookies.has(request.url)) return undefined;
    const { origin, 'sec-fetch-site': site } = request.headers;
    if (origin === undefined) return site === undefined || fromHere.has(site) ? undefined : foreign;
    return allowed.has(origin) || isOwnOrigin(origin, request) ? undefined : foreign;
  };
}

/** https://www.w3.org/TR/fetch-metadata/#sec-fetch-site-header; `none`: the person at the browser asked. */
const fromHere: ReadonlySet<unknown> = new Set(['same-origin', 'none']);

/** From another machine, and not by a proxy that says it came by https. */
const isInClear = ({ protocol, socket }: FastifyRequest) =>
  protocol !== 'https' && !isLoopback((socket.remoteAddress ?? '').replace(/^::ffff:/, ''));

/** A name of this server with any port. `header`: Host or `:authority`; absent in HTTP/1.0. */
function isOwnHost(header: string | undefined, names: ReadonlySet<string | undefined>): boolean {
  const name = /^([a-z\d._-]+|\[[\da-f:.]+\])(?::\d{1,5})?$/i.exec(header ?? '')?.[1]?.toLowerCase();
  return name !== undefined && (isLoopback(name) || names.has(name));
}

/** The address asked, or this server's port under another name of this machine. */
function isOwnOrigin(origin: string, { protocol, host, socket }: FastifyRequest): boolean {
  if (origin === `${protocol}://${host}`) return true;
  const url = URL.canParse(origin) ? new URL(origin) : undefined;
  const port = Number(url?.port || (protocol === 'https' ? 443 : 80));
  return url?.protocol === `${protocol}:` && isLoopback(url.hostname) && port === socket.localPort;
}

const misdirected: Failure = {
  status: 421,
  code: 'security',
  diagnostics:
    'The Host header names another server. This one answers to localhost and to the host of its setting CHARTHOUSE_URL; set that to the address clients use.',
};

const inClear: Failure = {
  status: 403,
  code: 'security',
  diagnostics:
    'This server is reached by https only, through its proxy. Use the address of its setting CHARTHOUSE_URL.',
};

const foreign: Failure = {
  status: 403,
  code: 'security',
  diagnostics:
    'A web page of another origin may not change the record. The setting CHARTHOUSE_CORS names the origins that may; CHARTHOUSE_URL is the address of this server.',
};
