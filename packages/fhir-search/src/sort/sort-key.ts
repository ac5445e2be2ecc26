/** By what a result is ordered. Absent values are less than all others: first ascending, last descending. */

export type SortKey = { readonly descending: boolean } & SortBy;

export type SortBy =
  /** The primary date of the type, as `sd`. */
  | { readonly by: 'primary' }
  | { readonly by: 'updated' }
  | { readonly by: 'id' }
  /** Least (descending: greatest) value of the parameter's rows. */
  | {
      readonly by: 'row';
      readonly table: 'str' | 'dat' | 'qty';
      readonly h: readonly bigint[];
      /** One row of a resource is marked as its least (greatest); otherwise all are compared. */
      readonly marked?: true;
      /** Every resource has a marked row: rows in the order of their values are the list. */
      readonly whole?: true;
    }
  /** Least (descending: greatest) text found in the body by one of the SQL/JSON paths. */
  | { readonly by: 'body'; readonly paths: readonly string[] };
