export type {
  Change,
  ChartStore,
  HistoryCursor,
  HistoryEntry,
  HistoryQuery,
  LockedRow,
  RecordTransaction,
  ResourceKey,
  StoreCounters,
  StoredVersion,
  VersionOp,
} from './contract.ts';
