/** A record whose search index changes, asked through the door, for tests. */
import { createJobs, type Job, type JobKind, type Jobs } from '@charthouse/chart-store';
import type { Resource } from '@charthouse/fhir-model';
import { migratedDatabase } from '@charthouse/testkit';
import pg from 'pg';
import { readSettings } from '../settings/read.ts';
import { type Parts, wire } from '../wire.ts';

export interface Indexed {
  readonly url: string;
  readonly parts: Parts;
  readonly jobs: Jobs;
  readonly db: pg.Client;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into resources of many shapes
  ask(method: string, path: string, more?: { body?: Resource; strict?: boolean }): Promise<any>;
  put(body: Resource): Promise<Resource>;
  /** Sorted ids of what a search finds, strictly. */
  found(path: string): Promise<string[]>;
  /** Runs the job of this kind that waits, until this process has been told of what it changed. */
  runJob(kind: string): Promise<Job>;
  /** Waits until this process has been told of the last change. */
  noticed(): Promise<void>;
  close(): Promise<void>;
}

const interactions: Readonly<Record<string, 'update' | 'delete'>> = { PUT: 'update', DELETE: 'delete' };

export async function indexedRecord(kinds: (parts: Parts) => readonly JobKind[]): Promise<Indexed> {
  const database = await migratedDatabase();
  const parts = await wire(readSettings({ CHARTHOUSE_AUTH: 'off' }).settings, database.url);
  const db = new pg.Client({ connectionString: database.url });
  await db.connect();
  const jobs = createJobs({ connectionString: database.url, kinds: kinds(parts), leaseSeconds: 1 });

  const ask: Indexed['ask'] = async (method, path, { body, strict = true } = {}) => {
    const [address = '', query = ''] = path.split('?');
    const [type = '', id] = address.split('/');
    const reading = type === 'metadata' ? ('capabilities' as const) : id ? ('read' as const) : ('search' as const);
    const call = {
      interaction: interactions[method] ?? reading,
      method,
      ...(type !== 'metadata' && { type }),
      ...(id && { id }),
      query: [...new URLSearchParams(query)],
      conditions: {},
      preferences: strict ? { handling: 'strict' as const } : {},
      ...(body && { input: { value: body, literals: [] } }),
      base: 'http://here',
    };
    const { body: text = 'null' } = await parts.door.handle(call, { name: 'test' });
    return JSON.parse(text);
  };
  const noticed = async () => {
    const { rows } = await db.query('select version from search_index');
    for (let i = 0; i < 400 && parts.searches.now().indexVersion !== rows[0].version; i++)
      await new Promise((again) => setTimeout(again, 10));
  };
  return {
    url: database.url,
    parts,
    jobs,
    db,
    ask,
    noticed,
    put: (body) => ask('PUT', `${body.resourceType}/${body.id}`, { body }),
    found: async (path) => {
      const bundle = await ask('GET', path);
      return (bundle.entry ?? []).map((entry: { resource: Resource }) => entry.resource.id).sort();
    },
    runJob: async (kind) => {
      const [waiting] = await jobs.list({ kind, states: ['queued'] });
      if (!waiting) throw new Error(`no job of kind ${kind} waits`);
      const ended = await jobs.runOne(waiting.id);
      await noticed();
      return ended!;
    },
    close: async () => {
      await jobs.close();
      await parts.close();
      await db.end();
      await database.drop();
    },
  };
}
