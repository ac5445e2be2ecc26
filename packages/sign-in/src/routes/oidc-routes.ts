/** oidc-provider below `/auth`, under the one address this server is known by, whatever stands before it. */
import type { FastifyInstance } from 'fastify';
import type { SignInParts } from '../parts.ts';

export function addOidcRoutes(scope: FastifyInstance, { url, provider }: SignInParts): void {
  const own = new URL(url);
  scope.removeAllContentTypeParsers();
  scope.addContentTypeParser('*', (_request, _body, done) => done(null)); // oidc-provider reads it itself
  scope.all('/auth/*', async ({ raw: request, ip }, reply) => {
    for (const [name, value] of Object.entries(reply.getHeaders()))
      if (value !== undefined) reply.raw.setHeader(name, value);
    reply.hijack();
    request.headers.host = own.host;
    request.headers['x-forwarded-host'] = own.host;
    request.headers['x-forwarded-for'] = ip;
    request.headers['x-forwarded-proto'] = own.protocol.slice(0, -1);
    const mounted = { originalUrl: request.url, url: (request.url ?? '').slice('/auth'.length) };
    Object.assign(request, mounted);
    await provider().callback()(request, reply.raw);
  });
}
