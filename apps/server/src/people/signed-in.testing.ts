/** A server that people sign in to, in this process, with tokens for them: as sign-in keeps those that it gave. */
import { createHash, randomUUID } from 'node:crypto';
import { addAccount, addClient, openDatabase } from '@charthouse/sign-in/people';
import { migratedDatabase } from '@charthouse/testkit';
import pg from 'pg';
import { freePort } from '../serve/listen.ts';
import { createLog } from '../serve/log.ts';
import { serve } from '../serve/serve.ts';
import { ownAddress } from '../settings/own-address.ts';
import { readSettings } from '../settings/read.ts';

interface Somebody {
  readonly roles: readonly string[];
  readonly kind?: 'staff' | 'patient' | 'service';
  readonly fhirUser?: string;
  readonly facilities?: readonly string[];
  readonly scopes?: string;
  /** Seconds since they proved who they are. */
  readonly signedIn?: number;
}

interface Reply {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into resources of many shapes
  readonly json: any;
}

export type Ask = (line: string, body?: object, headers?: Record<string, string>) => Promise<Reply>;

export interface SignedIn {
  readonly db: pg.Pool;
  readonly databaseUrl: string;
  /** Of the server, under a number: `http://127.0.0.1:…`. */
  readonly address: string;
  /** What the server has logged. */
  log(): string;
  /** Requests of somebody with an account and a token of their own. */
  somebody(name: string, somebody: Somebody): Promise<Ask & { readonly account: string; readonly token: string }>;
  close(): Promise<void>;
}

const scopeLevels = { staff: 'user', patient: 'patient', service: 'system' };

const always = {
  CHARTHOUSE_AUTH: 'on',
  CHARTHOUSE_PORT: '0',
  CHARTHOUSE_SECRET_KEY: 'a-key-of-the-tests-that-is-long-enough',
};

export async function signedIn(env: Readonly<Record<string, string>> = {}): Promise<SignedIn> {
  const database = await migratedDatabase();
  const { settings: given } = readSettings({ ...always, ...env });
  const settings = { ...given, port: await freePort(given) };
  const lines: string[] = [];
  const log = createLog({ write: (line) => lines.push(line) });
  const serving = await serve({ settings, databaseUrl: database.url, log });
  const people = openDatabase(database.url, 1);
  const db = new pg.Pool({ connectionString: database.url, max: 2 });
  db.on('error', () => {}); // the database is dropped while its connections say good-bye
  const audience = `${ownAddress(settings)}/fhir/R4`;
  const client = { name: 'Test', kind: 'public', scopes: 'openid user/*.cruds patient/*.cruds', by: 'test' } as const;
  const { id: clientId } = await addClient(people.query, { ...client, redirectUris: ['http://localhost:1/'] });
  return {
    db,
    databaseUrl: database.url,
    address: serving.address,
    log: () => lines.join(''),
    async somebody(name, { kind = 'staff', scopes, signedIn: ago = 0, ...more }) {
      const email = kind === 'service' ? undefined : `${randomUUID()}@example.org`;
      const account = await addAccount(people.query, { kind, email, name, by: 'test', ...more });
      const token = randomUUID();
      const scope = scopes ?? `${scopeLevels[kind]}/*.cruds`;
      const extra = { auth_time: Math.floor(Date.now() / 1000) - ago };
      const payload = { accountId: account, aud: audience, scope, extra };
      await db.query(
        `insert into oidc (model, id_hash, payload, account, client, expires) values ('AccessToken', $1, $2, $3, $4, now() + interval '1 hour')`,
        [createHash('sha256').update(token).digest('base64url'), JSON.stringify(payload), account, clientId],
      );
      return Object.assign(asking(`${serving.address}/fhir/R4`, token), { account, token });
    },
    async close() {
      await serving.close(1_000);
      await people.close();
      await db.end();
      await database.drop();
    },
  };
}

function asking(base: string, token: string): Ask {
  return async (line, body, headers = {}) => {
    const [method = 'GET', path = ''] = line.split(/ (.*)/s);
    const answer = await fetch(base + path, {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        ...(body && { 'content-type': 'application/fhir+json' }),
        ...headers,
      },
      ...(body && { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    const isJson = answer.headers.get('content-type')?.includes('json') && text !== '';
    return { status: answer.status, headers: answer.headers, text, json: isJson ? JSON.parse(text) : undefined };
  };
}
