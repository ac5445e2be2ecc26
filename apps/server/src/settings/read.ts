/** Reads the settings from the environment; refuses what it does not understand. */
import { readFileSync } from 'node:fs';
import { closest } from '../command-line/closest.ts';
import { wrongUsage } from '../command-line/stop.ts';
import { disagreements } from './disagreements.ts';
import type { Setting } from './setting.ts';
import type { Settings } from './settings.ts';
import { foreignSettings, laterSettings, settingsTable } from './table.ts';

type Environment = Readonly<Record<string, string | undefined>>;

export interface SettingsRead {
  readonly settings: Settings;
  /** What was set without having an effect, one sentence each. */
  readonly notes: readonly string[];
}

/** Throws wrong usage (exit code 2) that names every setting that is unknown or has a bad value. */
export function readSettings(environment: Environment): SettingsRead {
  const problems: string[] = unknownNames(environment);
  const values = Object.entries<Setting<unknown>>(settingsTable).map(([key, setting]) => {
    try {
      const given = givenFor(setting, environment) || setting.default;
      return [key, given === undefined ? undefined : setting.parse(given)];
    } catch (error) {
      problems.push(error instanceof Unread ? error.message : `${setting.name} must be ${(error as Error).message}.`);
      return [key, undefined];
    }
  });
  const settings = Object.fromEntries(values) as Settings;
  if (problems.length === 0) problems.push(...disagreements(settings));
  if (problems.length > 0) throw wrongUsage(problems.join('\n'));
  const notes = Object.entries(laterSettings)
    .filter(([name]) => environment[name] !== undefined)
    .map(([name, part]) => `${name} has no effect yet: ${part} is not built.`);
  return { settings, notes };
}

class Unread extends Error {}

/** From the environment; what is secret also from a file. */
function givenFor({ name, secret }: Setting<unknown>, environment: Environment): string | undefined {
  const path = secret && environment[fileOf(name)];
  if (!path) return environment[name];
  if (environment[name]) throw new Unread(`${name} and ${fileOf(name)} are both set: keep one.`);
  try {
    return readFileSync(path, 'utf8').trim();
  } catch (error) {
    throw new Unread(`${fileOf(name)}: ${path} cannot be read (${(error as NodeJS.ErrnoException).code}).`);
  }
}

const fileOf = (name: string) => `${name}_FILE`;

function unknownNames(environment: Environment): string[] {
  const known = Object.values<Setting<unknown>>(settingsTable).flatMap(({ name, secret }) =>
    secret ? [name, fileOf(name)] : [name],
  );
  const allowed = new Set([...known, ...Object.keys(laterSettings), ...foreignSettings]);
  return Object.keys(environment)
    .filter((name) => name.startsWith('CHARTHOUSE_') && !allowed.has(name))
    .map((name) => {
      const meant = closest(name, known);
      return `${name} is not a setting of Charthouse.${meant ? ` Did you mean ${meant}?` : ''} README.md lists them.`;
    });
}
