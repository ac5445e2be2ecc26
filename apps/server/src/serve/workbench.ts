/** The workbench at `/`: one page for every screen's address, its files, and who is at the screen. */
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type NamedPermission, namedPermissions, roles as roleTable } from '@charthouse/access';
import type { ChartStore } from '@charthouse/chart-store';
import type { DecidingParts, Principal } from '@charthouse/fhir-api';
import type { SignIn } from '@charthouse/sign-in';
import { idleLimits } from '@charthouse/sign-in/idle-limits';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyReply } from 'fastify';
import type { PrincipalOf } from '../people/principal.ts';
import { ownAddress } from '../settings/own-address.ts';
import type { Settings } from '../settings/settings.ts';
import { addCalls, type WorkbenchCall } from './workbench-call.ts';
import { draftCalls } from './workbench-drafts.ts';
import { ledgerCalls } from './workbench-ledger.ts';
import { setUpCall } from './workbench-set-up.ts';

const folder = join(import.meta.dirname, '../../../workbench/generated');

/** Addresses of screens: a reload asks for them. */
const screens = [
  '/',
  '/signed-in',
  '/patients',
  '/patients/*',
  '/worklists/*',
  '/desks/*',
  '/ledger',
  '/set-up',
  '/rules',
  '/staff/*',
];

/** Of the page that Chromium puts around a PDF, which has the policy of the page that shows it. */
const pdfViewerStyle = "'sha256-nzTgYzXYDNe6BAHiiI7NNlfK8n/auuOAhh2t92YvuXo='";

const policyOf = (nonce: string) =>
  [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}' ${pdfViewerStyle}`,
    "font-src 'self'",
    "img-src 'self' blob: data:",
    'frame-src blob:',
    "connect-src 'self'",
    "manifest-src 'self'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ');

export interface WorkbenchParts {
  readonly settings: Settings;
  readonly store: ChartStore;
  /** Absent: nobody signs in. */
  readonly signIn?: SignIn | undefined;
  readonly principalOf: PrincipalOf;
  /** Whether somebody has a named permission; absent: everybody has every one. */
  readonly may?: DecidingParts['may'];
  readonly onFault: (error: unknown) => void;
}

/** @throws when it was never built */
export async function addWorkbench(app: FastifyInstance, parts: WorkbenchParts): Promise<void> {
  const { settings, signIn } = parts;
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
  addCalls(app, parts, [me(parts), ...draftCalls(parts.store), ...ledgerCalls(parts), setUpCall(parts)]);
}

const everyPermission = Object.keys(namedPermissions) as NamedPermission[];

/** Who is at the screen, and what the frame has to know of them. */
function me({ may, settings }: WorkbenchParts): WorkbenchCall {
  const idleLimit = idleLimits(settings.idleMinutes);
  const about = (person: Principal) => {
    const { user, name, roles = [], fhirUser, authenticated } = person;
    return {
      ...{ user, name, roles, fhirUser, authenticated },
      permissions: everyPermission.filter((permission) => may?.(person, permission)),
      mayBreakGlass: roles.some((role) => roleTable[role]?.mayBreakGlass === true),
      mayEditPatients: roles.some((role) => mayUpdatePatients(role)),
      glassMinutes: settings.breakGlassMinutes,
      idleMinutes: idleLimit(roles) / 60_000,
    };
  };
  return {
    method: 'GET',
    url: '/me',
    handle: async (_request, person) =>
      person
        ? about(person)
        : { name: 'anonymous', roles: [], permissions: everyPermission, mayBreakGlass: false, mayEditPatients: true },
  };
}

const mayUpdatePatients = (role: string) =>
  roleTable[role]?.permissions.some(({ rights, types }) => rights.includes('u') && types.includes('Patient')) ?? false;

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
