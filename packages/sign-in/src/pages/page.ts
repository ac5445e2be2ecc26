/** The frame of every page of sign-in. */
import { createHash } from 'node:crypto';
import { type Html, html, trusted } from './html.ts';
import { style } from './style.ts';

export interface Page {
  readonly title: string;
  readonly body: Html;
  /** What went wrong, and what to do. */
  readonly problem?: string;
  /** Wider than a form. */
  readonly wide?: boolean;
  /** Address of a script of ours; the page works without it. */
  readonly script?: string;
}

export function pageText({ title, body, problem, wide = false, script }: Page): string {
  const page = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${problem ? `Not yet: ${title}` : title} · Charthouse</title>
<style>${trusted(style)}</style>
</head>
<body>
<main${trusted(wide ? ' class="wide"' : '')}>
<p class="house">Charthouse</p>
<h1>${title}</h1>
${problem !== undefined && html`<div class="problem" role="alert"><strong>That did not work.</strong> ${problem}</div>`}
${body}
</main>
${script !== undefined && html`<script type="module" src="${script}"></script>`}
</body>
</html>
`;
  return page.html;
}

const styleHash = createHash('sha256').update(style).digest('base64');

/** Nothing but our own style and script, no frames; forms go to us and, from there, back to the app (`formTargets`: its origins). */
export function pageHeaders(formTargets: readonly string[] = []): Record<string, string> {
  return {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': [
      "default-src 'none'",
      `style-src 'sha256-${styleHash}'`,
      "script-src 'self'",
      "connect-src 'self'",
      `form-action 'self'${formTargets.map((target) => ` ${target}`).join('')}`,
      "base-uri 'none'",
      "frame-ancestors 'none'",
    ].join('; '),
    'cache-control': 'no-store',
    'referrer-policy': 'same-origin', // `no-referrer` would make browsers send `Origin: null` with our own forms
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    'cross-origin-opener-policy': 'same-origin',
  };
}

/** What Content-Security-Policy calls the place an address leads to. */
export function formTarget(address: unknown): string[] {
  if (typeof address !== 'string' || !URL.canParse(address)) return [];
  const { origin, protocol } = new URL(address);
  return [origin === 'null' ? protocol : origin];
}
