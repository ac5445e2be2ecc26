/** What an export says about itself, in the manner of https://hl7.org/fhir/uv/bulkdata/export.html#response---complete-status */

export interface ExportedFile {
  readonly type: string;
  /** Name in the folder. */
  readonly url: string;
  readonly count: number;
  readonly bytes: number;
  readonly sha256: string;
  /** Moment of the snapshot it was read from; differs between files only after an interruption. */
  readonly taken: string;
}

export interface ExportManifest {
  /** Moment of the newest snapshot. */
  readonly transactionTime: string;
  readonly program: string;
  readonly output: readonly ExportedFile[];
}

export const manifestName = 'manifest.json';
/** Tells a later run which files are finished. */
export const unfinishedName = 'manifest.unfinished.json';
