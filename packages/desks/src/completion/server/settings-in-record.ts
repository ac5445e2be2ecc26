/** The settings of this desk as a resource of the record: versions, who and when come with it. */
import { type JsonObject, outcomes } from '@charthouse/fhir-model';
import { overrideProblems, problemsOf, zoneOf } from '@charthouse/rulebook';
import { deficiencyRules } from '../rules/deficiencies/index.ts';
import { objects } from '../rules/reading/elements.ts';
import { type CompletionSettings, defaultSettings } from '../settings.ts';
import { type Asking, readOne } from './ask.ts';

/** `Library/completion-settings`, with the settings as its content. */
const settingsId = 'completion-settings';

/** What holds now. @throws OutcomeError 422 when what is stored cannot be used */
export async function settingsNow(asking: Asking): Promise<CompletionSettings> {
  const library = await readOne(asking, 'Library', settingsId);
  const [content] = objects(library?.content);
  if (typeof content?.data !== 'string') return defaultSettings;
  return settingsFrom(Buffer.from(content.data, 'base64').toString('utf8'));
}

/** @throws OutcomeError 422 with every problem */
export function settingsFrom(text: string): CompletionSettings {
  const settings = { ...defaultSettings, ...parsed(text) } as CompletionSettings;
  const problems = problemsOfSettings(settings);
  if (problems.length > 0)
    throw outcomes.unprocessable(`The settings of record completion cannot be used: ${problems.join('; ')}.`);
  return settings;
}

function parsed(text: string): JsonObject {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as JsonObject;
  } catch {}
  throw outcomes.unprocessable('The settings of record completion are no JSON object.');
}

function problemsOfSettings({ facilities, overrides, rules, ...rest }: CompletionSettings): string[] {
  const known = Object.keys(defaultSettings);
  return [
    ...Object.keys(rest)
      .filter((name) => !known.includes(name))
      .map((name) => `there is no setting "${name}"`),
    ...(Array.isArray(facilities) && facilities.length > 0
      ? facilities.flatMap(({ zone }) => zoneProblem(zone))
      : ['facilities: at least one']),
    ...(rest.delinquentAfterDays > 0 ? [] : ['delinquentAfterDays: a number of days from 1 on']),
    ...overrideProblems(overrides, [...deficiencyRules, ...rules]),
    ...problemsOf(rules),
  ];
}

function zoneProblem(zone: string): string[] {
  try {
    zoneOf(zone);
    return [];
  } catch {
    return [`"${zone}" is no time zone such as America/Chicago`];
  }
}
