/** Sign-in behind a port, on a database of its own, for tests. */
import { createServer } from 'node:net';
import { sql } from '@charthouse/fhir-search';
import { migratedDatabase } from '@charthouse/testkit';
import Fastify, { type FastifyInstance } from 'fastify';
import { addAccount, findAccount } from './accounts/accounts.ts';
import { addClient, type NewClient } from './clients/clients.ts';
import { type Database, openDatabase } from './database.ts';
import type { FindEncounters, FindPatients, SignInEvent } from './parts.ts';
import { setPassword } from './passwords/set-password.ts';
import { createSignIn, type SignIn } from './sign-in.ts';
import type { UpstreamSettings } from './upstream/upstream.ts';

export const password = 'nine green bottles on a wall';

export interface Opened {
  readonly url: string;
  readonly fhirBase: string;
  readonly signIn: SignIn;
  readonly app: FastifyInstance;
  readonly database: Database;
  readonly events: SignInEvent[];
  /** Adds somebody with the password of all tests; resolves to their id. */
  person(
    email: string,
    more?: { roles?: readonly string[]; kind?: 'staff' | 'patient'; fhirUser?: string },
  ): Promise<string>;
  client(client?: Partial<NewClient>): Promise<{ id: string; secret?: string }>;
  close(): Promise<void>;
}

const patients = [
  { id: 'p1', name: 'OKAFOR, Ada', about: 'born 1987-03-14' },
  { id: 'p2', name: 'REYES, Tomás', about: 'born 1950-01-01' },
];

const encounters = [
  { id: 'e2', name: 'Emergency visit', about: '2026-11-20 · in-progress' },
  { id: 'e1', name: 'Hip replacement', about: '2025-02-01 to 2025-02-09 · finished' },
];

const findPatients: FindPatients = async (_person, search) =>
  patients.filter(({ id, name }) =>
    'id' in search ? id === search.id : search.text !== '' && name.toLowerCase().includes(search.text.toLowerCase()),
  );

const findEncounters: FindEncounters = async (_person, { patient, id }) =>
  patient === 'p2' ? encounters.filter((one) => id === undefined || one.id === id) : [];

export async function openedSignIn(upstream?: UpstreamSettings): Promise<Opened> {
  const fresh = await migratedDatabase();
  const port = await freePort();
  const url = `http://localhost:${port}`;
  const events: SignInEvent[] = [];
  const database = openDatabase(fresh.url, 2);
  const signIn = await createSignIn({
    connectionString: fresh.url,
    url,
    upstream,
    secretKeys: ['a key of tests that is as long as it must be'],
    onClosedSecrets: () => {},
    record: async (event) => {
      events.push(event);
    },
    onFault: (error) => {
      throw error;
    },
    findEncounters,
    findPatients,
  });
  const app = Fastify();
  await signIn.register(app);
  await app.listen({ port, host: '127.0.0.1' });
  return {
    url,
    fhirBase: `${url}/fhir/R4`,
    signIn,
    app,
    database,
    events,
    person: async (email, { roles = ['clinician'], kind = 'staff', fhirUser } = {}) => {
      const id = await addAccount(database.query, { kind, email, name: 'Test Person', roles, fhirUser, by: 'test' });
      const account = await findAccount(database.query, id);
      if (account) await setPassword(database.query, account, password);
      return id;
    },
    client: (client = {}) =>
      addClient(database.query, {
        name: 'Growth chart',
        kind: 'public',
        scopes: 'openid fhirUser launch launch/patient patient/*.rs user/*.cruds offline_access online_access',
        redirectUris: [`${url}/app`],
        by: 'test',
        ...client,
      }),
    close: async () => {
      await app.close();
      await signIn.close();
      await database.close();
      await fresh.drop();
    },
  };
}

/** Moves the last use of every session into the past. */
export async function passTime(database: Database, minutes: number): Promise<void> {
  await database.query(sql`update session_use set last_use = last_use - make_interval(mins => ${minutes})`);
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}
