/** The page at `/about`: what this is, and where everything is. */
import { createHash } from 'node:crypto';

const links: readonly (readonly [href: string, title: string, about: string])[] = [
  ['/', 'Workbench', 'Charts and worklists, for the people of the record'],
  [
    '/fhir/R4/metadata',
    'Capability statement',
    'What the FHIR R4 API at <code>/fhir/R4</code> offers, made from the running server',
  ],
  ['/log', 'The ledger', 'Until when the record was verified, and who has witnessed it'],
  ['/log/verify', 'Check a proof', 'That a record is what was written down, checked in your browser'],
  ['/healthz', 'Health', 'The process is up'],
  ['/readyz', 'Readiness', 'The record can be read and written'],
  ['/metrics', 'Metrics', 'Numbers for Prometheus'],
];

const patients = ['/fhir/R4/Patient', 'Patients', 'The first page of a search'] as const;
const account = ['/auth/account', 'Your account', 'Sign in; passkeys, password and the apps you let in'] as const;

const style = `
:root { color-scheme: light dark; --ink: #16212e; --soft: #4a5a6b; --paper: #f6f8fa; --card: #fff; --line: #d5dde5; --accent: #0b5cad; --warn: #7a4b00; --warn-bg: #fff4dc }
@media (prefers-color-scheme: dark) { :root { --ink: #e8eef4; --soft: #a9b8c7; --paper: #10161d; --card: #18212b; --line: #2c3947; --accent: #7db8f5; --warn: #ffd58a; --warn-bg: #33270f } }
* { box-sizing: border-box }
body { margin: 0; background: var(--paper); color: var(--ink); font: 1rem/1.6 system-ui, sans-serif }
main { max-width: 44rem; margin: 0 auto; padding: clamp(1.5rem, 6vw, 4rem) 1.25rem }
h1 { font-size: clamp(1.8rem, 6vw, 2.6rem); line-height: 1.15; margin: 0 0 .5rem; letter-spacing: -.02em }
p { margin: 0 0 1rem; color: var(--soft) }
ul { list-style: none; margin: 1.5rem 0; padding: 0; display: grid; gap: .75rem }
a.card { display: block; padding: .9rem 1.1rem; background: var(--card); border: 1px solid var(--line); border-radius: .6rem; color: inherit; text-decoration: none }
a.card strong { color: var(--accent); display: block }
a.card span { color: var(--soft) }
a.card:hover { border-color: var(--accent) }
a:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px }
.warning { background: var(--warn-bg); color: var(--warn); border-radius: .6rem; padding: .8rem 1.1rem }
code { font-family: ui-monospace, monospace; font-size: .92em }
footer { color: var(--soft); font-size: .9rem }
`;

/** For Content-Security-Policy: this style and no other. */
export const styleHash = `sha256-${createHash('sha256').update(style).digest('base64')}`;

/** The page as HTML. */
export function frontPage(facts: {
  readonly version: string;
  readonly warnings: readonly string[];
  /** People sign in here. */
  readonly signIn: boolean;
}): string {
  const cards = [facts.signIn ? account : patients, ...links]
    .map(
      ([href, title, about]) =>
        `<li><a class="card" href="${href}"><strong>${title}</strong><span>${about}</span></a></li>`,
    )
    .join('\n');
  const warnings = facts.warnings.map((text) => `<p class="warning" role="note">${escaped(text)}</p>`).join('\n');
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Charthouse</title>
<style>${style}</style>
</head>
<body>
<main>
<h1>Charthouse</h1>
<p>An open-source health information management system. It keeps the legal health record: every resource type of FHIR R4, every version, with full search and history.</p>
${warnings}
<nav aria-label="What is here">
<ul>
${cards}
</ul>
</nav>
<p>Load records with <code>npx charthouse import PATH</code>${facts.signIn ? '; let people in with <code>npx charthouse user add</code>, programs with <code>npx charthouse client add</code>' : ''}.</p>
<footer>Version ${escaped(facts.version)}</footer>
</main>
</body>
</html>
`;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
