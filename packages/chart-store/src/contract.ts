/**
 * What the record store offers to the one door (`fhir-api`) and to `apps/server`. Shapes only. Rows of statements hold
 * int8 as bigint, timestamptz as milliseconds since 1970, bytea as bytes.
 */
import type { IndexRows, Sql, Visible } from '@charthouse/fhir-search';
import type { AccessFacts } from './access/access-facts.ts';
import type { AccessLog } from './access-log/access-log.ts';
import type { AccessRow } from './access-log/access-row.ts';
import type { Making, Reindexed, ReindexRange } from './record/reindex.ts';

/** How a version came to be: `put` is an update that created, under an id of the client or after a deletion. */
export type VersionOp = 'create' | 'put' | 'update' | 'patch' | 'delete';

/** One version of a resource as it is stored. */
export interface StoredVersion {
  readonly type: string;
  readonly id: string;
  readonly version: number;
  /** Milliseconds since 1970. */
  readonly lastUpdated: number;
  readonly op: VersionOp;
  /** The exact JSON text; empty for a deletion. */
  readonly body: string;
  /** Number of its access class now, 0 for none; absent where it was not read along. */
  readonly vis?: number;
}

export interface ResourceKey {
  readonly type: string;
  readonly id: string;
}

/** A row locked for change. `rid` is the row's number in the search tables. */
export interface LockedRow extends StoredVersion {
  readonly rid: bigint;
  /** Key of the one patient it belongs to. */
  readonly patient: bigint | null;
  /** Number of its access class. */
  readonly vis: number;
  /** The index rows of this version, in the store's own encoding. */
  readonly keys: Uint8Array;
}

/** One new version. `previous` is the locked row it supersedes, absent for a new id. */
export interface Change {
  readonly type: string;
  readonly id: string;
  readonly op: VersionOp;
  readonly version: number;
  readonly lastUpdated: number;
  /** Empty for a deletion. */
  readonly body: string;
  /** Absent for a deletion. */
  readonly index?: IndexRows;
  readonly access?: AccessFacts;
  readonly previous?: LockedRow;
}

export interface HistoryQuery {
  /** Absent: the whole system. */
  readonly type?: string;
  /** With `type`: one resource. */
  readonly id?: string;
  /** Versions from this time on (milliseconds, inclusive). */
  readonly since?: number;
  /** Versions that were current at some time in [from, to] (milliseconds). */
  readonly at?: { readonly from: number; readonly to: number };
  readonly count: number;
  /** The page after this entry, newest first. */
  readonly after?: HistoryCursor;
}

export interface HistoryCursor {
  readonly lastUpdated: number;
  readonly rid: bigint;
  readonly version: number;
}

export interface HistoryEntry extends StoredVersion {
  readonly rid: bigint;
}

/** One transaction on the record. All methods are set-based: one statement (or a few) for any number of items. */
export interface RecordTransaction {
  /** Waits for advisory locks on these keys, in sorted order, held until the transaction ends. */
  lockKeys(keys: Iterable<bigint>): Promise<void>;
  /** Waits for advisory locks shared with others that also take them shared. */
  lockKeysShared(keys: Iterable<bigint>): Promise<void>;
  /** Rows of these ids, locked in one global order: deletes keep new references out, updates do not. Unknown ids are absent. */
  lockRows(keys: readonly (ResourceKey & { readonly forDelete: boolean })[]): Promise<Map<string, LockedRow>>;
  /** Those of the keys (as `Type/id`) that do not exist or are deleted. The others stay undeleted until this transaction ends. */
  missingTargets(keys: readonly ResourceKey[]): Promise<string[]>;
  /** References to these ids from resources other than `exceptFrom`: `target` and `source` as `Type/id`; at most `limit`. */
  referencesTo(
    keys: readonly ResourceKey[],
    exceptFrom: ReadonlySet<string>,
    limit: number,
  ): Promise<{ target: string; source: string }[]>;
  /** Questions asked in one turn of the event loop (`Promise.all`) share a round trip. */
  query<Row>(statement: Sql): Promise<Row[]>;
  /**
   * Writes versions, history, index rows and outbox rows; each id once per call. The statements travel with the next
   * question or with the commit, and their failures surface there. `indexVersion`: of the index that the rows were made for;
   * when it has changed, the transaction fails (see `isIndexChanged`).
   */
  write(changes: readonly Change[], indexVersion?: number): Promise<void>;
  /** Makes the index rows of a range of current versions again, without new versions. Failures surface as those of `write`. */
  reindex(range: ReindexRange): Promise<Reindexed>;
  /**
   * Makes class and index rows of all that refers to the targets again, and those of the contents themselves (all by their
   * keys `tk`). Failures surface as those of `write`.
   */
  reclassify(
    named: { readonly targets: readonly bigint[]; readonly contents: readonly bigint[] },
    making: Making,
  ): Promise<void>;
  /** Writes access rows with the transaction; failures surface as those of `write`. */
  record(rows: readonly AccessRow[]): void;
  /** Reads what is committed and what this transaction has written. Nothing can be written after it. */
  reading(): RecordReading & Limited;
  /** Removes every version, index row and reference of these ids, leaving a tombstone without content. Returns versions removed. */
  expunge(keys: readonly ResourceKey[]): Promise<number>;
}

export interface Limited {
  /** Reads what somebody may see: what is hidden reads as what is absent. */
  under(visible: Visible): RecordReading;
}

export interface RecordReading {
  read(type: string, id: string): Promise<StoredVersion | undefined>;
  /** Many current versions in one statement; unknown ids are absent. Keys of the map: `Type/id`. */
  readMany(keys: readonly ResourceKey[]): Promise<Map<string, StoredVersion>>;
  vread(type: string, id: string, version: number): Promise<StoredVersion | undefined>;
  history(query: HistoryQuery): Promise<HistoryEntry[]>;
  /** How many versions there are in all. */
  historyTotal(query: Omit<HistoryQuery, 'count' | 'after'>): Promise<number>;
  /** A read-only statement of the search class: with its own time limit (408 after it). */
  search<Row>(statement: Sql): Promise<Row[]>;
}

/** Reads what is committed. */
export interface ChartStore extends RecordReading, Limited {
  /** Numbers that the index rows use. */
  readonly ids: {
    typeId(type: string): number;
    typeName(id: number): string;
    parameterId(type: string, code: string): number;
  };
  /** Keyed hash of text as a signed 64-bit integer: the `h` and `tk` of the index tables. */
  hash(text: string): bigint;
  /**
   * Runs `work` in a transaction on a connection of the write class. Deadlocks, serialisation failures and lost
   * unique-key races run it again (counted, bounded), so `work` must have no effect outside. Rejects with `CommitUnknown`
   * (503) when the connection was lost during the commit, with other OutcomeErrors when nothing was kept.
   */
  transaction<T>(work: (tx: RecordTransaction) => Promise<T>, options?: TransactionOptions): Promise<T>;
  /** Takes the access rows that no change carries along. */
  readonly accessLog: AccessLog;
  /** True once the database answers. */
  ready(): Promise<boolean>;
  /** Counters for `/metrics`. */
  readonly counters: StoreCounters;
  close(): Promise<void>;
}

export interface TransactionOptions {
  /** Longest wait for a lock, in milliseconds (then 503). Default 20,000. */
  readonly lockTimeout?: number;
}

export interface StoreCounters {
  retries: {
    deadlock: number;
    serialization: number;
    uniqueKey: number;
    versionConflict: number;
    connectionLost: number;
  };
  commits: number;
  rollbacks: number;
}
