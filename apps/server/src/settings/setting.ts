/** What a setting is. */
import type { Parser } from './parsers.ts';

export interface Setting<T> {
  /** Name in the environment. */
  readonly name: string;
  /** As it would be written in the environment; absent: no value. */
  readonly default?: string;
  readonly parse: Parser<T>;
  /** What it is for, as a phrase. */
  readonly help: string;
  /** Which part of the house it belongs to. */
  readonly part: string;
  /** Never shown; may come from a file, whose path stands in NAME_FILE. */
  readonly secret?: true;
}

export const setting = <T>(definition: Setting<T> & { default: string }): Setting<T> & { default: string } =>
  definition;
export const optional = <T>(definition: Omit<Setting<T>, 'default'>): Setting<T> => definition;
