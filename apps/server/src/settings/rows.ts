/** The settings as rows of a table, for README.md. */
import { type Setting, settingsTable } from './table.ts';

export interface SettingRow {
  readonly name: string;
  /** As written in the environment; empty when there is none. */
  readonly default: string;
  readonly help: string;
  readonly part: string;
}

/** One row per setting, in the order of the table. */
export function settingRows(): readonly SettingRow[] {
  return Object.values<Setting<unknown>>(settingsTable).map(({ name, default: value = '', help, part }) => ({
    name,
    default: value,
    help,
    part,
  }));
}
