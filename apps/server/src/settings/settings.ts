/** The settings of one run, read from the environment. */
import type { Setting } from './setting.ts';
import type { settingsTable } from './table.ts';

type Table = typeof settingsTable;

/** The value of every setting; those without a default may be undefined. */
export type Settings = {
  readonly [Key in keyof Table]: Table[Key] extends Setting<infer T>
    ? Table[Key] extends { readonly default: string }
      ? T
      : T | undefined
    : never;
};
