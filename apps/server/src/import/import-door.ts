/** What an import needs of the record: the one door, and the caller's own statements inside its transactions. */
import type { RecordTransaction } from '@charthouse/chart-store';
import type { WriteBatch, WriteResult } from '@charthouse/fhir-api';

export interface ImportDoor {
  /** All or none, with `alongside` as the last thing before the commit. @throws OutcomeError */
  writeAll(
    batch: Pick<WriteBatch, 'calls' | 'literals'>,
    alongside: (tx: RecordTransaction) => Promise<void>,
  ): Promise<WriteResult[]>;
}
