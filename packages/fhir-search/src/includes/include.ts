/** `_include` and `_revinclude`, read. https://hl7.org/fhir/R4/search.html#revinclude */

import type { LinkKind } from '../parameters/parameter.ts';

export interface IncludePlan {
  readonly reverse: boolean;
  /** Also applied to what was included. */
  readonly iterate: boolean;
  /** Type that has the reference; undefined: any. */
  readonly source: string | undefined;
  /** Parameters (ids) that refer; undefined: all that have a number (`*`). */
  readonly parameters: readonly number[] | undefined;
  /** The parameters are of the type `source` alone. */
  readonly tellsSource?: boolean;
  /** Whether references by place are followed, and canonicals. */
  readonly links: readonly LinkKind[];
  /** Type referred to; undefined: any. */
  readonly target: string | undefined;
}
