/** The pages of the ledger: /log says how it stands; /log/verify, with its two files, computes in the browser. docs/ledger.md */
import { readFileSync } from 'node:fs';
import { type ChartStore, ledgerStatus, witnessStates } from '@charthouse/chart-store';
import { pageFiles } from '@charthouse/log-page';
import type { FastifyInstance } from 'fastify';
import { statusPage } from './status-page.ts';

/** Nothing but its own script and style, and no connection to anywhere. */
const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  'img-src data:',
  "connect-src 'none'",
  "form-action 'none'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');

const headers = {
  'content-security-policy': policy,
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cache-control': 'no-cache',
};

const routes = [
  { path: '/log/verify', file: pageFiles.html, type: 'text/html; charset=utf-8' },
  { path: '/log/verify/page.css', file: pageFiles.style, type: 'text/css; charset=utf-8' },
  { path: '/log/verify/page.js', file: pageFiles.script, type: 'text/javascript; charset=utf-8' },
];

/** Open to everyone: it knows nothing of the record. */
export function registerVerifyPage(app: FastifyInstance): void {
  for (const { path, file, type } of routes) {
    const text = readFileSync(file, 'utf8');
    app.get(path, (_request, reply) => {
      reply.headers(headers).type(type).send(text);
    });
  }
}

/** Open to everyone: nothing on it is about anybody. */
export function registerStatusPage(
  app: FastifyInstance,
  { store }: { readonly store: Pick<ChartStore, 'search'> },
): void {
  app.get('/log', async (_request, reply) => {
    const [status, witnesses] = await Promise.all([ledgerStatus(store.search), witnessStates(store.search)]);
    return reply.headers(headers).type('text/html; charset=utf-8').send(statusPage({ status, witnesses }));
  });
}
