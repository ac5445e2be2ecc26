export type { AccessFacts } from './access/access-facts.ts';
export type { AccessRow, AccessWho } from './access-log/access-row.ts';
export { makeAccessMonths, recordServerEvent } from './access-log/events.ts';
export { withDerived } from './access-log/touched-labels.ts';
export { backupKind, backupKindName } from './backup/backup-kind.ts';
export { rowsOf } from './backup/manifest.ts';
export { restore } from './backup/restore.ts';
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
  TransactionOptions,
  VersionOp,
} from './contract.ts';
export { absentOf } from './export/absent.ts';
export { currentAfter, currentExtent } from './export/current-after.ts';
export { type CurrentVersions, readCurrent } from './export/read-current.ts';
export { changeParameters } from './indexing/change-parameters.ts';
export { requireCurrentIndex } from './indexing/current-index.ts';
export { isIndexChanged } from './indexing/index-changed.ts';
export { type AddedParameter, type IndexState, readIndexState } from './indexing/index-state.ts';
export {
  labelledPrograms,
  type ReindexInput,
  reindexKindName,
  resumeLabelling,
  resumeReindexing,
  settleReindex,
} from './indexing/reindex-job.ts';
export { watchIndex } from './indexing/watch-index.ts';
export { createJobs, type Jobs } from './jobs/jobs.ts';
export type {
  Job,
  JobContext,
  JobKind,
  JobState,
  Json,
  Within,
} from './jobs/kind.ts';
export { JobRefused } from './jobs/kind.ts';
export { progressOf } from './jobs/progress.ts';
export {
  administeredLedger,
  type LedgerJob,
  requestVerification,
  verifyKindName,
} from './ledger/administered.ts';
export type { OutsideHead } from './ledger/audit-heads.ts';
export { auditLedger, type LedgerReport } from './ledger/audit-ledger.ts';
export { headOf, type KeptHead, type LedgerSigner, latestCheckpoint } from './ledger/checkpoints.ts';
export { keepCosignature, lastCosigned } from './ledger/cosignatures.ts';
export { type LedgerHeads, ledgerHeads } from './ledger/heads.ts';
export { type LeavesLacking, lacksLeaves } from './ledger/lacks-leaves.ts';
export { recordPolicies } from './ledger/policy-change.ts';
export { type NoProof, proveAccess, proveVersion } from './ledger/prove.ts';
export { type LedgerConnection, queryDatabase } from './ledger/query-database.ts';
export { knownKeys, recordKeyChange, resumeLedger } from './ledger/resume.ts';
export { type Sequencer, startSequencer } from './ledger/sequencer.ts';
export { keepVerification, type LedgerStatus, ledgerStatus } from './ledger/status.ts';
export { findTile } from './ledger/tile-table.ts';
export { keepWitnessState, type WitnessState, witnessedCheckpoint, witnessStates } from './ledger/witnessed.ts';
export { grantRole } from './migrate/grant-role.ts';
export { migrate, migrationNames } from './migrate/migrate.ts';
export { openStore } from './open-store.ts';
export { moveOutboxPosition, outboxPosition } from './outbox/consumer.ts';
export { type OutboxRow, readOutbox } from './outbox/read.ts';
export { trimOutbox } from './outbox/trim.ts';
export type { LoadedPackage, LoadedResource, PackageFacts, PackageKey, PackageResource } from './packages/package.ts';
export { createPackages, type PackageChange, type Packages } from './packages/packages.ts';
export { fingerprint, watchPackages } from './packages/watch.ts';
export {
  beginTexts,
  completeTexts,
  dropTexts,
  fillTexts,
  followTexts,
  resumeTexts,
  textsKindName,
} from './texts/texts.ts';
export { CommitUnknown } from './transaction/session.ts';
export { VersionRace } from './transaction/version-race.ts';
export { type WorkNews, type WorkWatch, watchWork } from './work/watch-work.ts';
