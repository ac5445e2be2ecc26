/** People and programs for tests of the whole server, and their tokens. */
import { createHash, randomBytes } from 'node:crypto';
import {
  addAccount,
  addClient,
  changeRoles,
  findByEmail,
  findClient,
  openDatabase,
  setPassword,
} from '@charthouse/sign-in/people';

const by = 'test';
const password = 'seven calm otters under ice';

export interface Person {
  readonly email: string;
  readonly kind: 'staff' | 'patient';
  readonly roles: readonly string[];
  readonly fhirUser?: string;
}

export function addPeople(databaseUrl: string, people: readonly Person[]): Promise<void> {
  return withPeople(databaseUrl, async (query) => {
    for (const person of people) {
      await addAccount(query, { ...person, name: person.email, by });
      const account = await findByEmail(query, person.email);
      if (account) await setPassword(query, account, password);
    }
  });
}

/** A service with a secret; resolves to its id and secret. */
export function addService(databaseUrl: string, scopes: string): Promise<{ id: string; secret: string }> {
  return withPeople(databaseUrl, async (query) => {
    const client = { name: 'Program', kind: 'service', scopes, redirectUris: [], by } as const;
    const { id, secret = '' } = await addClient(query, client);
    const account = (await findClient(query, id))?.account;
    if (account) await changeRoles(query, account, { grant: ['application'], by });
    return { id, secret };
  });
}

type Query = ReturnType<typeof openDatabase>['query'];

async function withPeople<T>(databaseUrl: string, work: (query: Query) => Promise<T>): Promise<T> {
  const people = openDatabase(databaseUrl, 1);
  try {
    return await work(people.query);
  } finally {
    await people.close();
  }
}

export async function serviceToken(url: string, { id, secret }: { id: string; secret: string }, scope: string) {
  const answer = await fetch(`${url}/auth/token`, {
    method: 'POST',
    headers: { authorization: `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}` },
    body: new URLSearchParams({ grant_type: 'client_credentials', scope }),
  });
  return (await answer.json()) as { access_token: string; scope?: string; error?: string };
}

/** Signs in to the workbench as a browser without a script does; resolves to a token. `url`: the one that the server calls itself. */
export async function workbenchToken(url: string, email: string): Promise<string> {
  const verifier = randomBytes(32).toString('base64url');
  const redirect = `${url}/signed-in`;
  const ask = new URLSearchParams({
    ...{ client_id: 'workbench', response_type: 'code', scope: 'openid online_access user/*.cruds', state: 'a' },
    ...{ redirect_uri: redirect, code_challenge_method: 'S256' },
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
  });
  const cookies = new Map<string, string>();
  const go = async (to: string, body?: URLSearchParams): Promise<{ url: string; text: string }> => {
    const cookie = [...cookies].map((pair) => pair.join('=')).join('; ');
    const answer = await fetch(to, { redirect: 'manual', headers: { cookie }, ...(body && { method: 'POST', body }) });
    for (const [, name = '', value = ''] of answer.headers
      .getSetCookie()
      .map((line) => /^([^=]+)=([^;]*)/.exec(line) ?? []))
      cookies.set(name, value);
    const next = answer.headers.get('location');
    if (next === null) return { url: to, text: await answer.text() };
    const address = new URL(next, to).href;
    return address.startsWith(`${redirect}?`) ? { url: address, text: '' } : go(address);
  };
  const page = await go(`${url}/auth/authorize?${ask}`);
  const csrf = /name="csrf" value="([^"]+)"/.exec(page.text)?.[1] ?? '';
  const end = await go(`${page.url}/password`, new URLSearchParams({ csrf, email, password }));
  const code = new URL(end.url).searchParams.get('code') ?? '';
  const form = { grant_type: 'authorization_code', client_id: 'workbench', code, redirect_uri: redirect };
  const body = new URLSearchParams({ ...form, code_verifier: verifier });
  const answer = await fetch(`${url}/auth/token`, { method: 'POST', body });
  const { access_token: token } = (await answer.json()) as { access_token?: string };
  if (!token) throw new Error(`${email} got no token`);
  return token;
}
