/** What an import needs of the record: many writes as one transaction, through the one door. */
import type { WriteBatch } from '@charthouse/fhir-api';

export interface ImportDoor {
  /** All or none, `alongside` included. @throws OutcomeError */
  writeAll(batch: Omit<WriteBatch, 'base'>): Promise<unknown>;
}
