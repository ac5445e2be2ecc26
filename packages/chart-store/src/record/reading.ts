/** What can be read of the record, whoever asks the statements: shared connections, or a transaction that sees its own writes. */
import type { Sql } from '@charthouse/fhir-search';
import type { NamedStatement } from '../connections/reader.ts';
import type { RecordReading } from '../contract.ts';
import { type HistoryRow, historyEntry, historyStatement, historyTotalStatement } from './history.ts';
import { readCurrent, readMany, readVersion } from './read.ts';
import type { Registry } from './registry.ts';

export interface Asking {
  /** Short keyed statements. */
  query<Row>(statement: NamedStatement, values: readonly unknown[]): Promise<Row[]>;
  search<Row>(statement: Sql): Promise<Row[]>;
  /** As a search, but not behind searches; absent: as one. */
  history?<Row>(statement: Sql): Promise<Row[]>;
}

export function recordReading(asking: Asking, registry: Registry): RecordReading {
  const history = asking.history ?? asking.search;
  return {
    read: (type, id) => readCurrent(asking, registry, { type, id }),
    readMany: (keys) => readMany(asking, registry, keys),
    vread: (type, id, version) => readVersion(asking, registry, { type, id, version }),
    history: async (query) =>
      (await history<HistoryRow>(historyStatement(query, registry))).map((row) => historyEntry(row, registry)),
    historyTotal: async (query) => {
      const [row] = await history<{ total: number }>(historyTotalStatement(query, registry));
      return row?.total ?? 0;
    },
    search: (statement) => asking.search(statement),
  };
}
