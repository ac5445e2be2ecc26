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
      /** Every resource has such a row, and one key tells it: rows in the order of their values are the list. */
      readonly whole?: true;
    }
  /** Least (descending: greatest) text found in the body by one of the SQL/JSON paths. */
  | { readonly by: 'body'; readonly paths: readonly string[] };
