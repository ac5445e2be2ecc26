/** A file to import: on disk, in an archive, or standard input. */

export interface Source {
  /** As people see it: the path given, `archive.zip!inner.json`, `-`. */
  readonly name: string;
  /** Tells this content from another: name, size and time of change. */
  readonly key: string;
  /** Bytes as stored; 0 when unknown. */
  readonly size: number;
  /** Path on disk; absent for standard input. */
  readonly path?: string;
  /** Name of the entry of a zip archive. */
  readonly entry?: string;
  /** Why nothing in it can be read, as a sentence: it is refused in its turn, and the rest of its folder is read. */
  readonly unreadable?: string;
}

/** Something a folder holds that is not imported, and why. */
export interface Skipped {
  readonly name: string;
  readonly why: string;
}

/** The name without folders and without `.gz`. */
export function plainName(source: Source): string {
  return (source.entry ?? source.path ?? source.name).replace(/^.*\//, '').replace(/\.gz$/i, '');
}
