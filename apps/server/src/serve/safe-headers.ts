/** Headers of every answer: nothing here is framed, guessed at or run, unless a page says otherwise. https://owasp.org/www-project-secure-headers/ */
import type { FastifyInstance } from 'fastify';

const always = {
  'x-content-type-options': 'nosniff',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'referrer-policy': 'no-referrer',
} as const;

/** A year; over TLS only, else browsers do not heed it. https://www.rfc-editor.org/rfc/rfc6797 */
const strictTransport = 'max-age=31536000';

/** Before any other hook. Each answer also names its request, as the log does. */
export function addSafeHeaders(app: FastifyInstance): void {
  app.addHook('onRequest', (request, reply, done) => {
    reply.headers(always).header('x-request-id', request.id);
    if (request.protocol === 'https') reply.header('strict-transport-security', strictTransport);
    done();
  });
}

/** The request's own X-Request-Id, if it cannot be taken for other text of a log line. */
export function givenRequestId(header: string | string[] | undefined): string | undefined {
  return typeof header === 'string' && /^[\w.:+/=@-]{1,200}$/.test(header) ? header : undefined;
}
