/** Reads the settings from the environment; refuses what it does not understand. */
import { closest } from '../command-line/closest.ts';
import { wrongUsage } from '../command-line/stop.ts';
import { isLoopback } from './loopback.ts';
import type { Settings } from './settings.ts';
import { foreignSettings, laterSettings, type Setting, settingsTable } from './table.ts';

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
    const given = environment[setting.name] || setting.default;
    try {
      return [key, given === undefined ? undefined : setting.parse(given)];
    } catch (error) {
      problems.push(`${setting.name} must be ${(error as Error).message}.`);
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

function unknownNames(environment: Environment): string[] {
  const known = Object.values(settingsTable).map((setting) => setting.name);
  const allowed = new Set([...known, ...Object.keys(laterSettings), ...foreignSettings]);
  return Object.keys(environment)
    .filter((name) => name.startsWith('CHARTHOUSE_') && !allowed.has(name))
    .map((name) => {
      const meant = closest(name, known);
      return `${name} is not a setting of Charthouse.${meant ? ` Did you mean ${meant}?` : ''} README.md lists them.`;
    });
}

function disagreements(settings: Settings): string[] {
  const problems: string[] = [];
  if (!isLoopback(settings.host)) {
    problems.push(
      `CHARTHOUSE_HOST=${settings.host} is refused: until access control is complete only this machine may connect. Use 127.0.0.1, ::1 or localhost.`,
    );
  }
  if (settings.auth === 'on' && settings.publicUrl !== undefined && new URL(settings.publicUrl).pathname !== '/') {
    problems.push('CHARTHOUSE_URL must have no path when CHARTHOUSE_AUTH=on: sign-in needs a host of its own.');
  }
  if ((settings.ssoIssuer === undefined) !== (settings.ssoClientId === undefined)) {
    problems.push('CHARTHOUSE_SSO_ISSUER and CHARTHOUSE_SSO_CLIENT_ID go together: set both or none.');
  }
  if (settings.audit === 'off' && (settings.auth !== 'off' || !isLoopback(settings.host))) {
    problems.push(
      'CHARTHOUSE_AUDIT=off is refused: it is for measurements on this machine without sign-in. Use buffered or durable.',
    );
  }
  if (settings.pageDefault > settings.pageLimit) {
    problems.push('CHARTHOUSE_PAGE_DEFAULT must not be greater than CHARTHOUSE_PAGE_LIMIT.');
  }
  return problems;
}
