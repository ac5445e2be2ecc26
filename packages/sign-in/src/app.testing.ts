/** A SMART app as tests need it: where it sends people, and what it makes of what comes back. */
import { createHash, randomBytes } from 'node:crypto';
import type { Browser, Page } from './browser.testing.ts';
import { type Opened, password } from './opened.testing.ts';

export const verifier = randomBytes(32).toString('base64url');

export interface Asking {
  readonly client: string;
  readonly scope: string;
  /** More parameters, or others; an undefined one is left out. */
  readonly more?: Readonly<Record<string, string | undefined>>;
}

export function authorizeAddress({ url, fhirBase }: Opened, { client, scope, more = {} }: Asking): string {
  const parameters: Record<string, string | undefined> = {
    response_type: 'code',
    client_id: client,
    redirect_uri: `${url}/app`,
    scope,
    state: 'a-state-of-the-app',
    aud: fhirBase,
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
    ...more,
  };
  const known = Object.entries(parameters).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return `${url}/auth/authorize?${new URLSearchParams(known)}`;
}

/** Signs somebody in and lets the app in; resolves to where the browser ends up. */
export async function letIn(
  opened: Opened,
  browser: Browser,
  asking: Asking & { readonly email: string; readonly patient?: string },
): Promise<Page> {
  let page = await browser.go(authorizeAddress(opened, asking));
  if (page.text.includes('/password"'))
    page = await browser.submit(page, '/password', { email: asking.email, password });
  if (!page.text.includes('/consent"')) return page;
  const fields = { answer: 'allow', ...(asking.patient && { patient: asking.patient }) };
  return browser.submit(page, '/consent', fields);
}

export interface Tokens {
  readonly access_token: string;
  readonly refresh_token?: string;
  readonly id_token?: string;
  readonly scope: string;
  readonly patient?: string;
  readonly encounter?: string;
  readonly error?: string;
  readonly error_description?: string;
}

export function codeOf(page: Page): string {
  const code = new URL(page.url).searchParams.get('code');
  if (!code) throw new Error(`no code: ${page.status} ${page.url} ${page.text.slice(0, 1500)}`);
  return code;
}

/** One request of the token endpoint. */
export async function askToken(
  { url }: Opened,
  fields: Readonly<Record<string, string>>,
  headers: Readonly<Record<string, string>> = {},
): Promise<{ status: number; body: Tokens }> {
  const answer = await fetch(`${url}/auth/token`, { method: 'POST', body: new URLSearchParams(fields), headers });
  return { status: answer.status, body: (await answer.json()) as Tokens };
}

export function exchange(opened: Opened, client: string, code: string) {
  return askToken(opened, {
    grant_type: 'authorization_code',
    client_id: client,
    code,
    redirect_uri: `${opened.url}/app`,
    code_verifier: verifier,
  });
}
