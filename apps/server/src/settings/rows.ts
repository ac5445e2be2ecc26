/** The settings as rows of a table, for README.md. */

import type { Setting } from './setting.ts';
import type { Settings } from './settings.ts';
import { settingsTable } from './table.ts';

export interface SettingRow {
  readonly name: string;
  /** As written in the environment; empty when there is none. */
  readonly default: string;
  readonly help: string;
  readonly part: string;
}

/** Those that are not as by default, for the access log. */
export function changedSettings(settings: Settings): string {
  const texts = Object.entries<Setting<unknown>>(settingsTable).flatMap(
    ([key, { name, default: usual, parse, secret }]) => {
      const value = settings[key as keyof Settings];
      if (String(value) === String(usual === undefined ? undefined : parse(usual))) return [];
      return [secret || maySayMore.test(name) ? name : `${name}=${String(value)}`];
    },
  );
  return texts.join(' ') || 'settings as by default';
}

/** Settings whose values may be secret: only that they were set is told. */
const maySayMore = /URL|SECRET|KEY|PASSWORD|TOKEN|WITNESSES/;

/** One row per setting, in the order of the table. */
export function settingRows(): readonly SettingRow[] {
  return Object.values<Setting<unknown>>(settingsTable).map(({ name, default: value = '', help, part, secret }) => ({
    name,
    default: value,
    help: secret ? `${help}; or \`${name}_FILE\`, a file with it` : help,
    part,
  }));
}
