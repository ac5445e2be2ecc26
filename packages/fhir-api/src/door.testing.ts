/** The door and its HTTP face on a database of one's own, for tests. */
import { createHmac, randomUUID } from 'node:crypto';
import { type ChartStore, openStore } from '@charthouse/chart-store';
import { createConformance, createValidator } from '@charthouse/fhir-validate';
import { migratedDatabase } from '@charthouse/testkit';
import fastify, { type FastifyInstance } from 'fastify';
import { createDoor, type Door } from './door.ts';
import { registerFhir } from './http/register.ts';
import type { ApiParts, ApiSettings, DoorParts, Validators } from './parts.ts';
import { createSearches, type Searches } from './searching/searches.ts';

const testSettings: ApiSettings = {
  referentialIntegrity: true,
  conditionalDeleteLimit: 1,
  bodyLimit: 50_000_000,
  answerLimit: 100_000_000,
  bundleEntryLimit: 5000,
  urlLimit: 8000,
  depthLimit: 128,
  indexRowLimit: 20_000,
  pageDefault: 20,
  pageLimit: 1000,
  includeLimit: 1000,
  chainLimit: 4,
  audit: 'buffered',
  freshSignIn: 300,
  corsOrigins: [],
};

const ownBases = ['http://localhost:8420/fhir/R4', 'http://127.0.0.1:8420/fhir/R4'];

export interface TestServer {
  readonly app: FastifyInstance;
  readonly door: Door;
  readonly store: ChartStore;
  readonly parts: ApiParts;
  readonly searches: Searches;
  readonly url: string;
  /** Faults that were answered with 500. */
  readonly faults: unknown[];
  close(): Promise<void>;
}

export async function testServer(
  settings: Partial<ApiSettings> = {},
  checking: Partial<Validators> = {},
  more: NonNullable<DoorParts['decide']> | Partial<DoorParts> = {},
): Promise<TestServer> {
  const database = await migratedDatabase();
  const store = await openStore({ connectionString: database.url });
  const searches = await createSearches({ store, bases: ownBases });
  const faults: unknown[] = [];
  const validator = createValidator();
  const validators: Validators = {
    validator,
    contentValidator: validator,
    fullValidator: createValidator({ conformance: createConformance([]) }),
    ...checking,
  };
  const fixed = {
    onFault: (error: unknown) => faults.push(error),
    store,
    ...validators,
    settings: { ...testSettings, ...settings },
    ownBases,
    now: () => Date.now(),
    newId: () => randomUUID(),
    sign: (text: string) => createHmac('sha256', 'test').update(text).digest('base64url'),
    version: '0.0.0',
    versionDate: Date.UTC(2026, 0, 1),
  };
  const parts: ApiParts = { ...fixed, ...searches.now() };
  const own = typeof more === 'function' ? { decide: more } : more;
  const door = createDoor({ ...fixed, validators: () => validators, searches, ...own });
  const app = fastify({ routerOptions: { maxParamLength: 5000 } });
  await registerFhir(app, { door, settings: parts.settings, onFault: parts.onFault });
  const close = async () => {
    await app.close();
    await store.close();
    await database.drop();
  };
  return { app, door, store, parts, searches, url: database.url, faults, close };
}

export interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | undefined>>;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into resources of many shapes
  readonly json: any;
  readonly text: string;
}

/** One request: body as an object (sent as FHIR JSON) or as text with its own content type. */
export async function request(
  { app }: Pick<TestServer, 'app'>,
  line: string,
  { body, headers = {} }: { body?: unknown; headers?: Record<string, string> } = {},
): Promise<Reply> {
  const [method = 'GET', path = ''] = line.split(/ (.*)/s);
  const answer = await app.inject({
    method: method as 'GET',
    url: `/fhir/R4${path}`,
    headers: { ...(body !== undefined && { 'content-type': 'application/fhir+json' }), ...headers },
    ...(body !== undefined && {
      payload: typeof body === 'string' || Buffer.isBuffer(body) ? body : JSON.stringify(body),
    }),
  });
  const isJson = String(answer.headers['content-type']).includes('json') && answer.payload !== '';
  return {
    status: answer.statusCode,
    headers: answer.headers as Record<string, string | undefined>,
    json: isJson ? JSON.parse(answer.payload) : undefined,
    text: answer.payload,
  };
}
