export { type BackupOptions, backup } from './backup/backup.ts';
export { backupKind, backupKindName } from './backup/backup-kind.ts';
export { BackupError, type BackupManifest, rowsOf } from './backup/manifest.ts';
export { type RestoreOptions, restore } from './backup/restore.ts';
export { verifyBackup } from './backup/verify.ts';
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
export { type CurrentVersions, readCurrent } from './export/read-current.ts';
export { createJobs, type JobFilter, type JobRequest, type JobSettings, type Jobs } from './jobs/jobs.ts';
export {
  type Advance,
  type Job,
  type JobContext,
  type JobKind,
  JobRefused,
  type JobState,
  JobStopped,
  type Json,
  type Within,
} from './jobs/kind.ts';
export { type Progress, progressOf } from './jobs/progress.ts';
export { type MigrateOptions, type MigrationReport, migrate } from './migrate/migrate.ts';
export { MigrationError } from './migrate/state.ts';
export { openStore, type StoreOptions } from './open-store.ts';
export { moveOutboxPosition, outboxPosition, removeOutboxConsumer, trimOutbox } from './outbox/consumer.ts';
export { type OutboxPosition, type OutboxRow, outboxStart, readOutbox } from './outbox/read.ts';
export { VersionRace } from './transaction/version-race.ts';
