/** The shape of a search type: how its values become index rows, and how the text of a query becomes a clause. */
import type { JsonValue } from '@charthouse/fhir-model';
import type { Clause } from '../clause.ts';
import type { Collected } from '../extract/collected.ts';
import type { Keys } from '../keys.ts';
import type { Parameter } from '../parameters/parameter.ts';

/** Whose rows values become, and what their keys are made with. */
export interface ValuePlace {
  readonly parameter: Parameter;
  /** Value set of the element's required binding. */
  readonly valueSet?: string;
  readonly keys: Keys;
  /** The server's own URL, to read absolute references below it. */
  readonly bases: readonly string[];
}

/** Adds the rows of one value. False: the value has nothing to find it by. */
export type Extractor = (value: JsonValue, out: Collected) => boolean;

/** What a value in a query is read with. */
export interface ReadingContext {
  readonly parameter: Parameter;
  /** Without its colon. */
  readonly modifier: string | undefined;
  readonly keys: Keys;
  readonly bases: readonly string[];
  /** Milliseconds since 1970. */
  readonly now: number;
  /** The parameter as written, for messages. */
  readonly name: string;
  /** Notes a value that nothing can have. @throws OutcomeError 400 when handling is strict. */
  readonly impossible: (message: string) => void;
  /** Reads a value for another parameter of the same type. */
  readonly read: (code: string, value: string) => Clause;
}

export interface SearchType {
  /** By FHIR data type: makes the extractor of a place, once. */
  readonly extract: Readonly<Record<string, (place: ValuePlace) => Extractor>>;
  /** Modifiers it understands besides `missing`. */
  readonly modifiers: readonly string[];
  /** An OR list without the values that another of them makes needless. @throws OutcomeError 400 as `clause` does */
  readonly loosest?: (values: readonly string[], name: string) => readonly string[];
  /** What one value of an OR list asks for. @throws OutcomeError 400 for a value that makes no sense. */
  clause(value: string, context: ReadingContext): Clause;
}
