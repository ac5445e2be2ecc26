/** The FHIR packages of the record: added, listed, read and removed, with or without a server beside. */
import { sql } from '@charthouse/fhir-search';
import pg from 'pg';
import type { Within } from '../jobs/kind.ts';
import { within } from '../jobs/run-job.ts';
import type { LoadedPackage, LoadedResource, PackageFacts, PackageKey, PackageResource } from './package.ts';
import { addPackage, listPackages, type PackageRow, removePackages, replaceResource } from './statements.ts';

/** Packages within one transaction: nobody else changes them meanwhile. */
export interface PackageChange {
  list(): Promise<LoadedPackage[]>;
  /** Replaces one of the same name and version. */
  add(facts: PackageFacts, resources: readonly PackageResource[]): Promise<void>;
  remove(keys: readonly PackageKey[]): Promise<void>;
  /** Puts another text in place of a definition's. */
  replace(resource: LoadedResource): Promise<void>;
  resources(filter: ResourceFilter): AsyncGenerator<LoadedResource>;
}

export interface ResourceFilter {
  readonly types: readonly string[];
  /** Only those without a snapshot. */
  readonly waiting?: boolean;
}

export interface Packages {
  list(): Promise<LoadedPackage[]>;
  /** Definitions of all packages, in the order the packages were added: as of one moment. */
  resources(filter: ResourceFilter): AsyncGenerator<LoadedResource>;
  /** All or nothing; running servers are told. */
  change<T>(work: (change: PackageChange) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

export function createPackages(connectionString: string): Packages {
  const pool = new pg.Pool({
    connectionString,
    max: 2,
    connectionTimeoutMillis: 5_000,
    application_name: 'charthouse packages',
  });
  pool.on('error', () => {}); // a lost connection fails the query that uses it; the next one opens another
  pool.on('connect', (client) => client.on('error', () => {}));
  return {
    list: () => listPackages(within(pool)),
    resources: (filter) => resourcesIn(pool, filter),
    change: (work) =>
      inTransaction(pool, 'begin; lock table package in share row exclusive mode', async (client) => {
        const result = await work(changeOf(client));
        await client.query('notify package');
        return result;
      }),
    close: () => pool.end(),
  };
}

function changeOf(client: pg.ClientBase): PackageChange {
  const query = within(client);
  return {
    list: () => listPackages(query),
    add: (facts, resources) => addPackage(query, facts, resources),
    remove: (keys) => removePackages(query, keys),
    replace: (resource) => replaceResource(query, resource),
    resources: (filter) => readResources(query, filter),
  };
}

async function* resourcesIn(pool: pg.Pool, filter: ResourceFilter): AsyncGenerator<LoadedResource> {
  const client = await pool.connect();
  try {
    await client.query('begin isolation level repeatable read read only');
    yield* readResources(within(client), filter);
  } finally {
    await client.query('rollback').catch(() => {});
    client.release();
  }
}

const readAtOnce = 200;

async function* readResources(
  query: Within,
  { types, waiting = false }: ResourceFilter,
): AsyncGenerator<LoadedResource> {
  for (let after: readonly [number, number] = [0, -1]; ; ) {
    const rows = await query<PackageRow>(sql`
      select p.id, p.name as package_name, p.version as package_version, r.n, r.type, r.url, r.version, r.waits_for, r.body
      from package_resource r join package p on p.id = r.package
      where r.type = any(${types}) and (r.package, r.n) > (${after[0]}, ${after[1]}) and (not ${waiting} or r.waits_for is not null)
      order by r.package, r.n limit ${readAtOnce}`);
    for (const row of rows)
      yield {
        package: { name: row.package_name, version: row.package_version },
        n: row.n,
        type: row.type,
        body: row.body,
        ...(row.url !== null && { url: row.url }),
        ...(row.version !== null && { version: row.version }),
        ...(row.waits_for !== null && { waitsFor: row.waits_for }),
      };
    const last = rows.at(-1);
    if (!last || rows.length < readAtOnce) return;
    after = [last.id, last.n];
  }
}

async function inTransaction<T>(pool: pg.Pool, begin: string, work: (client: pg.ClientBase) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  let broken: Error | undefined;
  try {
    await client.query(begin);
    const result = await work(client);
    await client.query('commit');
    return result;
  } catch (error) {
    await client.query('rollback').catch((lost) => {
      broken = lost;
    });
    throw error;
  } finally {
    client.release(broken);
  }
}
