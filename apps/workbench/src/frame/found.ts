/** One thing that the palette offers. */
export interface Found {
  readonly id: string;
  readonly group: string;
  readonly words: string;
  readonly detail?: string | undefined;
  /** The key that does the same, so that people learn it. */
  readonly keys?: string;
  readonly go: () => void;
}
