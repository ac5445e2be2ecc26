/** The workbench at `/`: one page for every screen's address, its files, and who is at the screen. */
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { SignIn } from '@charthouse/sign-in';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { ownAddress } from '../settings/own-address.ts';
import type { Settings } from '../settings/settings.ts';

const folder = join(import.meta.dirname, '../../../workbench/generated');

/** Addresses of screens: a reload asks for them. */
const screens = ['/', '/signed-in', '/patients', '/patients/*'];

const policyOf = (nonce: string) =>
  [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "style-src-attr 'unsafe-inline'", // sizes of what is drawn; no selector, no address
    "font-src 'self'",
    "img-src 'self' blob: data:",
    'frame-src blob:',
    "connect-src 'self'",
    "manifest-src 'self'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ');

interface WorkbenchParts {
  readonly settings: Settings;
  /** Absent: nobody signs in. */
  readonly signIn?: SignIn | undefined;
}

/** @throws when it was never built */
export async function addWorkbench(app: FastifyInstance, { settings, signIn }: WorkbenchParts): Promise<void> {
  const page = readFileSync(join(folder, 'index.html'), 'utf8');
  await app.register(fastifyStatic, {
    root: join(folder, 'assets'),
    prefix: '/assets/',
    immutable: true,
    maxAge: '365d',
    index: false,
    preCompressed: true,
  });
  app.get('/icon.svg', (_request, reply) => reply.sendFile('icon.svg', folder));
  const own = ownAddress(settings);
  for (const screen of screens)
    app.get(screen, (request, reply) => {
      const isElsewhere = signIn && request.host !== new URL(own).host; // sign-in leads back to one address only
      if (isElsewhere) reply.redirect(own + request.url);
      else sendPage(reply, page);
    });
  app.get('/workbench/me', async (request, reply) => {
    reply.header('cache-control', 'no-store');
    if (!signIn) return { signIn: false, name: 'anonymous', roles: [] };
    const found = await signIn.authenticate(request.headers.authorization);
    if ('refused' in found) return reply.code(401).header('www-authenticate', 'Bearer').send({ signIn: true });
    const { name, roles, fhirUser } = found.known;
    return { signIn: true, name, roles, fhirUser };
  });
}

function sendPage(reply: FastifyReply, page: string): void {
  const nonce = randomBytes(16).toString('base64');
  reply
    .type('text/html; charset=utf-8')
    .header('content-security-policy', policyOf(nonce))
    .header('x-content-type-options', 'nosniff')
    .header('referrer-policy', 'no-referrer')
    .header('cache-control', 'no-store')
    .send(page.replace('name="csp-nonce" content=""', `name="csp-nonce" content="${nonce}"`));
}
