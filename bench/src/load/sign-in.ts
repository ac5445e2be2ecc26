/** A person who signs in to an app, as a browser without a script does it. https://hl7.org/fhir/smart-app-launch/STU2.2/app-launch.html */
import { createHash, randomBytes } from 'node:crypto';
import { Agent, type IncomingMessage, request } from 'node:http';

export interface SigningIn {
  readonly address: string;
  readonly client: string;
  readonly redirectUri: string;
  readonly scope: string;
}

export interface Credentials {
  readonly email: string;
  readonly password: string;
}

interface Answer {
  readonly status: number;
  readonly to: string | undefined;
  readonly text: string;
}

const agent = new Agent({ keepAlive: true });
/** Redirects and forms between the first address and the app. */
const mostSteps = 12;

/** Authorization code with PKCE, password, consent, token: resolves to the access token. */
export async function signIn(app: SigningIn, person: Credentials): Promise<string> {
  const { address, client, redirectUri, scope } = app;
  const verifier = randomBytes(32).toString('base64url');
  const asked = new URLSearchParams({
    ...{ response_type: 'code', client_id: client, redirect_uri: redirectUri, scope, state: 'a-state-of-the-app' },
    aud: `${address}/fhir/R4`,
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
  });
  const code = await codeOf(app, person, `${address}/auth/authorize?${asked}`);
  const fields = { grant_type: 'authorization_code', client_id: client, redirect_uri: redirectUri };
  return tokenOf(address, { ...fields, code, code_verifier: verifier });
}

/** Of a service: with its secret. */
export function serviceToken(address: string, { id, secret }: { id: string; secret: string }): Promise<string> {
  return tokenOf(address, {
    ...{ grant_type: 'client_credentials', client_id: id, client_secret: secret },
    scope: 'system/*.cruds',
  });
}

async function tokenOf(address: string, fields: Readonly<Record<string, string>>): Promise<string> {
  const { text } = await ask(`${address}/auth/token`, '', new URLSearchParams(fields));
  const { access_token: token } = JSON.parse(text) as { access_token?: string };
  if (token === undefined) throw new Error(`No token: ${text.slice(0, 500)}`);
  return token;
}

async function codeOf({ address, redirectUri }: SigningIn, person: Credentials, first: string): Promise<string> {
  const cookies = new Map<string, string>();
  let [url, form]: [string, URLSearchParams | undefined] = [first, undefined];
  for (let step = 0; step < mostSteps; step++) {
    const answer = await ask(url, cookies, form);
    form = undefined;
    if (answer.to !== undefined) url = new URL(answer.to, url).href;
    else {
      const page = /<form[^>]*action="([^"]+\/(password|consent))"[^>]*>([\s\S]*?)<\/form>/.exec(answer.text);
      if (!page) throw new Error(`No form: ${answer.status} ${answer.text.slice(0, 1_000)}`);
      const [, action = '', kind, inputs = ''] = page;
      form = new URLSearchParams(
        [...inputs.matchAll(/<input type="hidden" name="([^"]+)"(?: value="([^"]*)")?/g)].map(
          ([, name = '', value = '']): [string, string] => [name, value],
        ),
      );
      const given = kind === 'password' ? { ...person } : { answer: 'allow' };
      for (const [name, value] of Object.entries(given)) form.set(name, value);
      url = new URL(action, address).href;
    }
    if (url.startsWith(redirectUri)) return new URL(url).searchParams.get('code') ?? '';
  }
  throw new Error(`No end of redirects at ${url}`);
}

function ask(url: string, cookies: Map<string, string> | '', form?: URLSearchParams): Promise<Answer> {
  const body = form?.toString();
  const cookie = cookies ? [...cookies].map(([name, value]) => `${name}=${value}`).join('; ') : '';
  const headers = {
    ...(cookie && { cookie }),
    ...(body !== undefined && { 'content-type': 'application/x-www-form-urlencoded' }),
  };
  return new Promise((resolve, reject) => {
    const sent = request(url, { agent, method: body === undefined ? 'GET' : 'POST', headers }, (answer) => {
      if (cookies) keep(cookies, answer);
      let text = '';
      answer.setEncoding('utf8').on('data', (part: string) => {
        text += part;
      });
      answer.on('end', () => resolve({ status: answer.statusCode ?? 0, to: answer.headers.location, text }));
    });
    sent.on('error', reject).end(body);
  });
}

function keep(cookies: Map<string, string>, { headers }: IncomingMessage): void {
  for (const line of headers['set-cookie'] ?? []) {
    const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
    if (value === '') cookies.delete(name);
    else cookies.set(name, value);
  }
}
