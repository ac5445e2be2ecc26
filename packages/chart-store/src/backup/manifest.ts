/** What a backup says about itself: the last entries of the file, written when everything else was. docs/backup-format.md */
import { createHash } from 'node:crypto';

export const backupFormat = 1;

export interface BackupSegment {
  /** Name of the entry in the archive. */
  readonly name: string;
  readonly table: string;
  readonly rows: number;
  /** Of the stored bytes: it can be checked without unpacking or opening a seal. */
  readonly sha256: string;
  /** How the stored bytes are encrypted, null when they are not; room for a key per patient. */
  readonly seal: null;
}

export interface BackupTable {
  readonly name: string;
  readonly columns: readonly string[];
  readonly rows: number;
}

export interface BackupSequence {
  readonly name: string;
  readonly value: string;
  /** Whether `value` was given out already. */
  readonly called: boolean;
}

export interface BackupManifest {
  readonly format: typeof backupFormat;
  /** Version of the program that wrote it. */
  readonly program: string;
  /** Moment of the snapshot, ISO 8601. */
  readonly taken: string;
  readonly postgres: string;
  readonly migrations: readonly { readonly name: string; readonly sha256: string }[];
  /** Fingerprint of what the schema held. */
  readonly schema: string;
  readonly tables: readonly BackupTable[];
  readonly sequences: readonly BackupSequence[];
  readonly segments: readonly BackupSegment[];
}

export const manifestName = 'manifest.json';
export const manifestHashName = 'manifest.sha256';

export function sha256(content: Buffer | string): string {
  return createHash('sha256').update(content).digest('hex');
}

/** A backup that cannot be made, or a file that is no whole backup; the message says what to do. */
export class BackupError extends Error {
  override readonly name = 'BackupError';
}

export function rowsOf(manifest: BackupManifest): number {
  return manifest.tables.reduce((sum, { rows }) => sum + rows, 0);
}
