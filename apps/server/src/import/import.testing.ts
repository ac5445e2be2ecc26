/** A record of one's own, and imports into it, for tests. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Job } from '@charthouse/chart-store';
import { migratedDatabase } from '@charthouse/testkit';
import pg from 'pg';
import { readSettings } from '../settings/read.ts';
import { wire } from '../wire.ts';
import type { Refusal } from './refusal.ts';
import { type ImportStart, runImport } from './run-import.ts';
import { findSources } from './sources/find.ts';
import { ZipArchives } from './sources/zip.ts';
import type { Retry } from './write-part.ts';

export interface TestRecord {
  readonly url: string;
  readonly folder: string;
  put(name: string, content: string | Buffer): string;
  import(paths: readonly string[], more?: { resume?: boolean; signal?: AbortSignal }): Promise<Done>;
  rows<Row>(sql: string): Promise<Row[]>;
  /** `Type/id` -> version of everything that is not deleted. */
  versions(): Promise<Record<string, number>>;
  close(): Promise<void>;
}

export interface Done {
  readonly job: Job;
  /** What this run wrote. */
  readonly written: number;
  readonly start: ImportStart;
  /** `file:line resource expression: diagnostics` of each. */
  readonly refusals: readonly Refusal[];
  /** As they were told. */
  readonly retries: readonly Retry[];
}

export async function testRecord(): Promise<TestRecord> {
  const database = await migratedDatabase();
  const parts = await wire(readSettings({ CHARTHOUSE_AUTH: 'off' }).settings, database.url);
  const db = new pg.Pool({ connectionString: database.url, max: 2 });
  db.on('error', () => {}); // the database is dropped while its connections say good-bye
  db.on('connect', (client) => client.on('error', () => {}));
  const folder = mkdtempSync(join(tmpdir(), 'charthouse-import-'));
  return {
    url: database.url,
    folder,
    put: (name, content) => {
      writeFileSync(join(folder, name), content);
      return join(folder, name);
    },
    import: async (paths, { resume = false, signal = new AbortController().signal } = {}) => {
      let start: ImportStart | undefined;
      const retries: Retry[] = [];
      const archives = new ZipArchives();
      const result = await runImport({
        archives,
        found: await findSources(paths, archives),
        databaseUrl: database.url,
        door: { writeAll: (batch) => parts.door.writeAll({ ...batch, base: '' }, { name: 'test' }) },
        paths,
        resume,
        parallel: 2,
        signal,
        onStart: (told) => {
          start = told;
        },
        onProgress: ({ retry }) => {
          if (retry && retry !== retries.at(-1)) retries.push(retry);
        },
        onRefusal: () => {},
      });
      const refusals: Refusal[] = [];
      for await (const refusal of result.refusals()) refusals.push(refusal);
      await result.close();
      await archives.close();
      return { job: result.job, written: result.snapshot.written, start: start!, refusals, retries };
    },
    rows: async <Row>(sql: string) => (await db.query(sql)).rows as Row[],
    versions: async () => {
      const { rows } = await db.query<{ name: string; id: string; ver: number }>(
        `select t.name, r.id, r.ver from res r join resource_type t using (tid) where r.op not in ('D', 'X')`,
      );
      return Object.fromEntries(rows.map(({ name, id, ver }) => [`${name}/${id}`, ver]));
    },
    close: async () => {
      await parts.close();
      await db.end();
      await database.drop();
      rmSync(folder, { recursive: true });
    },
  };
}

export const patient = (id: string, more: object = {}) => ({ resourceType: 'Patient', id, ...more });
export const encounter = (id: string, subject: string, more: object = {}) => ({
  resourceType: 'Encounter',
  id,
  status: 'finished',
  class: { code: 'AMB' },
  subject: { reference: subject },
  ...more,
});
export const condition = (id: string, subject: string, inEncounter: string) => ({
  resourceType: 'Condition',
  id,
  subject: { reference: subject },
  encounter: { reference: inEncounter },
});
export const ndjson = (...resources: readonly object[]) => `${resources.map((r) => JSON.stringify(r)).join('\n')}\n`;
export const bundle = (type: string, ...entry: readonly object[]) => ({ resourceType: 'Bundle', type, entry });
export const post = (resource: { readonly resourceType: string }, fullUrl?: string) => ({
  ...(fullUrl && { fullUrl }),
  resource,
  request: { method: 'POST', url: resource.resourceType },
});
