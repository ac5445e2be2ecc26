/** Opens the record on a migrated database: connections by class of use, and the contract on top of them. */
import { OutcomeError, outcomes } from '@charthouse/fhir-model';
import type { Sql } from '@charthouse/fhir-search';
import type pg from 'pg';
import { accessClasses } from './access/classes.ts';
import { type KnownClasses, knownClasses } from './access/known-classes.ts';
import { type AccessKeys, accessKeys } from './access-log/access-keys.ts';
import { AccessLog } from './access-log/access-log.ts';
import type { AccessWho } from './access-log/access-row.ts';
import { codesInUse } from './codes/codes-in-use.ts';
import { asOutcome } from './connections/failures.ts';
import type { Statement } from './connections/messages.ts';
import { historyPool, makerPool, writePool } from './connections/pools.ts';
import { Reader } from './connections/reader.ts';
import { askPool, type SearchLanes, searchLanes } from './connections/search-lanes.ts';
import { statementNames } from './connections/statement-names.ts';
import type { ChartStore, StoreCounters } from './contract.ts';
import { anyParameters } from './encode/parameters.ts';
import { looksTogether } from './record/looks-together.ts';
import { type Asking, recordReading } from './record/reading.ts';
import { recordTransaction } from './record/record-transaction.ts';
import { loadRegistry, type Registry } from './record/registry.ts';
import { ridBlocks } from './record/rids.ts';
import { runTransaction } from './transaction/run-transaction.ts';

export interface StoreOptions {
  /** `postgresql://…` of a database that `migrate` has run on. */
  readonly connectionString: string;
  /** Connections for transactions. Default 8. */
  readonly writeConnections?: number;
  /** Connections for searches; two for quick ones and two for history are besides. Default 2: others need processors too. */
  readonly searchConnections?: number;
  /** Told when the access log cannot be written. */
  readonly onAccessLogFailure?: (error: unknown) => void;
  /** Longest time of one search statement, in milliseconds. Default 10,000. */
  readonly searchTimeout?: number;
  /** The hashes that the ledger takes are made when something is written; else by whoever adds to it. Default true. */
  readonly ledger?: boolean;
}

/** Throws when the database cannot be reached (OutcomeError 503) or was not migrated. */
export async function openStore(options: StoreOptions): Promise<ChartStore> {
  const {
    connectionString,
    writeConnections = 8,
    searchConnections = 2,
    searchTimeout = 10_000,
    onAccessLogFailure = () => {},
    ledger: leaves = true,
  } = options;
  const reader = new Reader(connectionString);
  const searches = searchLanes(connectionString, searchConnections, searchTimeout);
  const histories = historyPool(connectionString, searchTimeout);
  const writes = writePool(connectionString, writeConnections);
  const maker = makerPool(connectionString);
  let accessLog: AccessLog | undefined;
  const close = async () => {
    await accessLog?.close();
    await Promise.all([reader.close(), searches.close(), histories.end(), writes.end(), maker.end()]);
  };
  try {
    const registry = await told(() => loadRegistry(histories));
    const keys = accessKeys(registry);
    const seen = knownClasses((statement, values) => told(() => reader.query(statement, values)));
    accessLog = new AccessLog(connectionString, {
      registry,
      keys,
      leaves,
      classes: seen,
      onFailure: onAccessLogFailure,
    });
    const made = { registry, keys, leaves, seen, accessLog };
    return store({ reader, searches, histories, searchTimeout, writes, maker, ...made, close });
  } catch (error) {
    await close();
    throw error;
  }
}

interface Parts {
  readonly reader: Reader;
  readonly searches: SearchLanes;
  readonly histories: pg.Pool;
  /** Milliseconds. */
  readonly searchTimeout: number;
  readonly writes: pg.Pool;
  readonly maker: pg.Pool;
  readonly registry: Registry;
  readonly keys: AccessKeys;
  readonly leaves: boolean;
  readonly seen: KnownClasses;
  readonly accessLog: AccessLog;
  readonly close: () => Promise<void>;
}

function store(parts: Parts): ChartStore {
  const { reader, searches, histories, searchTimeout, writes, registry, keys, leaves, accessLog, close } = parts;
  const rids = ridBlocks();
  const counters = newCounters();
  const names = statementNames();
  const classes = accessClasses(parts.maker);
  const codes = codesInUse(parts.maker);
  const bounded =
    (ask: (statement: Statement) => Promise<Record<string, unknown>[]>) =>
    <Row>({ text, values, once }: Sql) => {
      const name = names(text);
      const statement = { name, text, parameters: anyParameters(values), once: once && name !== undefined };
      return told(async () => (await ask(statement)) as Row[]).catch((error) => {
        throw error instanceof OutcomeError && error.status === 408 ? tooLong(searchTimeout) : error;
      });
    };
  const asking: Asking = {
    query: (statement, values) => told(() => reader.query(statement, values)),
    search: bounded(searches.ask),
    history: bounded((statement) => askPool(histories, statement)),
  };
  const looking = { classes: parts.seen, together: looksTogether(asking.query) };
  return {
    ids: registry,
    hash: registry.hash,
    ...recordReading(asking, registry),
    under: (visible) => recordReading(asking, registry, { visible, names, looking }),
    transaction: async (work, options) => {
      const callers = new Map<bigint, AccessWho>();
      const knows = (key: bigint) => accessLog.knows(key);
      const result = await runTransaction(writes, counters, (session) => {
        if (options?.lockTimeout !== undefined) session.defer([lockTimeoutOf(options.lockTimeout)]);
        return work(
          recordTransaction(session, {
            registry,
            rids,
            classes,
            codes,
            names,
            access: { keys, leaves, callers, knows },
          }),
        );
      });
      accessLog.know(callers.keys());
      return result;
    },
    accessLog,
    ready: () =>
      reader.query({ name: 'ready', text: 'select 1' }, []).then(
        () => true,
        () => false,
      ),
    counters,
    close,
  };
}

function lockTimeoutOf(milliseconds: number): Statement {
  const text = `set local lock_timeout = ${Number(milliseconds)}`;
  return { name: text, text };
}

function tooLong(timeout: number): OutcomeError {
  return outcomes.timeout(
    `The search was stopped after ${timeout / 1000} s. Add conditions that few resources meet, such as a patient, or a code and a date; ` +
      'sort by that date, by _lastUpdated or not at all; leave out :missing, :not and _total=accurate.',
  );
}

async function told<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw asOutcome(error);
  }
}

function newCounters(): StoreCounters {
  return {
    retries: { deadlock: 0, serialization: 0, uniqueKey: 0, versionConflict: 0, connectionLost: 0 },
    commits: 0,
    rollbacks: 0,
  };
}
