/** What access asks about a request; the door's `Call` is one. */

export interface Call {
  readonly interaction: string;
  readonly type?: string;
  readonly id?: string;
  /** With its `$`. */
  readonly operation?: string;
  readonly compartment?: { readonly type: string; readonly id: string };
}
