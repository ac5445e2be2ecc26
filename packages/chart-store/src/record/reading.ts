/** What can be read of the record, whoever asks the statements: shared connections, or a transaction that sees its own writes. */
import type { Sql, Visible } from '@charthouse/fhir-search';
import type { NamedStatement } from '../connections/reader.ts';
import type { StatementNames } from '../connections/statement-names.ts';
import type { RecordReading } from '../contract.ts';
import { type HistoryRow, historyEntry, historyStatement, historyTotalStatement } from './history.ts';
import { readCurrent, readMany, readVersion } from './read.ts';
import { type Looking, readManyVisible, readVersionVisible, readVisible } from './read-visible.ts';
import type { Registry } from './registry.ts';

export interface Asking {
  /** Short keyed statements. */
  query<Row>(statement: NamedStatement, values: readonly unknown[]): Promise<Row[]>;
  search<Row>(statement: Sql): Promise<Row[]>;
  /** As a search, but not behind searches; absent: as one. */
  history?<Row>(statement: Sql): Promise<Row[]>;
}

/** What somebody may see, and names for the statements that it makes. */
export interface Limits {
  readonly visible: Visible;
  readonly names: StatementNames;
  /** Absent: in a transaction. */
  readonly looking?: Looking;
}

export function recordReading(asking: Asking, registry: Registry, limits?: Limits): RecordReading {
  if (limits) return limitedReading(asking, registry, limits);

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

function limitedReading(asking: Asking, registry: Registry, { visible, names, looking }: Limits): RecordReading {
  const history = asking.history ?? asking.search;
  const query = <Row>({ text, values }: Sql) => {
    const name = names(text);
    return name === undefined ? asking.search<Row>({ text, values }) : asking.query<Row>({ name, text }, values);
  };
  const rows = { query, registry, visible, looking };
  return {
    read: (type, id) => readVisible(rows, { type, id }),
    readMany: (keys) => readManyVisible(rows, keys),
    vread: (type, id, version) => readVersionVisible(rows, { type, id, version }),
    history: async (asked) =>
      (await history<HistoryRow>(historyStatement(asked, registry, visible))).map((row) => historyEntry(row, registry)),
    historyTotal: async (asked) => {
      const [row] = await history<{ total: number }>(historyTotalStatement(asked, registry, visible));
      return row?.total ?? 0;
    },
    search: (statement) => asking.search(statement),
  };
}
