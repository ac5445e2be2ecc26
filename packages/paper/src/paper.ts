/** What is printed: plain data, from which `makePdf` draws every letter and report of the house. */

export interface Paper {
  readonly title: string;
  /** BCP 47; readers say it, and pages are numbered in it. */
  readonly lang: string;
  /** When it was made: milliseconds since 1970. */
  readonly made: number;
  /** At the left of every foot: whose it is, and when. */
  readonly footer: string;
  /** Columns of wide tables need a page on its side. */
  readonly isWide?: boolean;
  readonly parts: readonly Part[];
}

export type Part =
  | { readonly kind: 'title' | 'heading' | 'text' | 'small'; readonly text: string }
  /** Name and address of who writes, line by line. */
  | { readonly kind: 'letterhead'; readonly lines: readonly string[] }
  | { readonly kind: 'table'; readonly table: PaperTable }
  | { readonly kind: 'new-page' };

export interface PaperTable {
  readonly heads: readonly string[];
  /** Numbers stand at the right. */
  readonly rows: readonly (readonly (string | number)[])[];
}
