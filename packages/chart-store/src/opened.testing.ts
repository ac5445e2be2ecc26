/** A store on a database of its own, and changes to write into it. */
import type { IndexRows } from '@charthouse/fhir-search';
import { type FreshDatabase, migratedDatabase } from '@charthouse/testkit';
import pg from 'pg';
import type { Change, ChartStore, LockedRow, RecordTransaction } from './contract.ts';
import { openStore, type StoreOptions } from './open-store.ts';

export interface Opened {
  readonly store: ChartStore;
  readonly database: FreshDatabase;
  /** A connection beside the store's. */
  readonly db: pg.Client;
  close(): Promise<void>;
}

export async function openedStore(options: Partial<StoreOptions> = {}): Promise<Opened> {
  const database = await migratedDatabase();
  const store = await openStore({ connectionString: database.url, ...options });
  const db = new pg.Client({ connectionString: database.url });
  await db.connect();
  return {
    store,
    database,
    db,
    async close() {
      await Promise.all([store.close(), db.end()]);
      await database.drop();
    },
  };
}

export const emptyIndex: IndexRows = {
  sd: 0n,
  patient: null,
  tok: [],
  str: [],
  dat: [],
  qty: [],
  ref: [],
  present: new Uint8Array(),
};

/** A first version, of a Patient unless said otherwise. */
export function creation(id: string, parts: Partial<Change> = {}): Change {
  return {
    type: 'Patient',
    id,
    op: 'create',
    version: 1,
    lastUpdated: 1_700_000_000_000,
    body: `{"id":"${id}"}`,
    index: emptyIndex,
    ...parts,
  };
}

/** The next version of a locked row; without a body a deletion. */
export function next(previous: LockedRow, body: string, index: IndexRows = emptyIndex): Change {
  return {
    type: previous.type,
    id: previous.id,
    op: body ? 'update' : 'delete',
    version: previous.version + 1,
    lastUpdated: previous.lastUpdated + 1000,
    body,
    index: body ? index : undefined,
    previous,
  };
}

/** Locks a Patient for change, or for deletion. */
export async function lockPatient(tx: RecordTransaction, id: string, forDelete = false): Promise<LockedRow> {
  const rows = await tx.lockRows([{ type: 'Patient', id, forDelete }]);
  return rows.get(`Patient/${id}`)!;
}

/** A new version of a Patient; without one its deletion. */
export function revise(
  store: ChartStore,
  id: string,
  version?: { readonly body: string; readonly index?: IndexRows },
): Promise<void> {
  return store.transaction(async (tx) => {
    const row = await lockPatient(tx, id, !version);
    await tx.write([next(row, version?.body ?? '', version?.index)]);
  });
}
