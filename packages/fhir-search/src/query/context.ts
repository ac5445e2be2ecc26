/** What reading a query needs at hand. */
import type { Keys } from '../keys.ts';
import type { Parameter } from '../parameters/parameter.ts';
import type { Registry } from '../parameters/registry.ts';

export interface QueryContext {
  readonly registry: Registry;
  /** Of the resources that are searched here: contained ones have keys of their own. */
  readonly keys: Keys;
  readonly isContained: boolean;
  readonly bases: readonly string[];
  readonly parameterId: (type: string, code: string) => number;
  readonly fullText: boolean;
  /** True: the parameter may be searched (its index is complete). */
  readonly isActive: (parameter: Parameter) => boolean;
  /** How much of the index of a parameter that is not active is there, 0 to 1. */
  readonly share: (parameter: Parameter) => number | undefined;
  /** Of the extraction that all index rows have. */
  readonly revision: number;
  /** Milliseconds since 1970. */
  readonly now: number;
  /** Notes a value that nothing can have. @throws OutcomeError 400 when handling is strict. */
  readonly impossible: (message: string) => void;
  /** Notes that some may be missed until the index has been made again. @throws OutcomeError 400 when handling is strict. */
  readonly incomplete: (message: string) => void;
  readonly chainLimit: number;
  readonly valueLimit: number;
  /** Values read so far in all lists of the search. */
  readonly spent: { values: number };
}
