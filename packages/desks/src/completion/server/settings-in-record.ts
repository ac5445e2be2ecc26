/** The settings of this desk as a resource of the record: versions, who and when come with it. */
import { isObject, type JsonObject, outcomes } from '@charthouse/fhir-model';
import { overrideProblems, problemsOf, zoneOf } from '@charthouse/rulebook';
import { deficiencyRules } from '../rules/deficiencies/index.ts';
import { objects } from '../rules/reading/elements.ts';
import { type CompletionSettings, defaultSettings, type LetterState } from '../settings.ts';
import { type Asking, readOne } from './ask.ts';
import { shapeProblems } from './settings-shape.ts';

/** `Library/completion-settings`, with the settings as its content. */
export const settingsId = 'completion-settings';

/** What holds now. @throws OutcomeError 422 when what is stored cannot be used */
export async function settingsNow(asking: Asking): Promise<CompletionSettings> {
  const library = await readOne(asking, 'Library', settingsId);
  const [content] = objects(library?.content);
  if (typeof content?.data !== 'string') return defaultSettings;
  return settingsFrom(Buffer.from(content.data, 'base64').toString('utf8'));
}

/** @throws OutcomeError 422 with every problem */
export function settingsFrom(text: string): CompletionSettings {
  const problems = settingsProblems(text);
  if (problems.length > 0)
    throw outcomes.unprocessable(`The settings of record completion cannot be used: ${problems.join('; ')}.`);
  return { ...defaultSettings, ...parsed(text) } as CompletionSettings;
}

/** What of the JSON text of settings cannot be used. */
export function settingsProblems(text: string): string[] {
  const settings = parsed(text);
  if (!settings) return ['the settings are no JSON object'];
  const shape = shapeProblems(settings, usual);
  return shape.length > 0 ? shape : problemsOfSettings({ ...defaultSettings, ...settings } as CompletionSettings);
}

/** With one of each list that is empty by default. */
const usual = {
  ...{ ...defaultSettings, sources: [{}], overrides: [{}], rules: [{}] },
  suspension: { ...defaultSettings.suspension, tell: [''] },
};

function parsed(text: string): JsonObject | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value as JsonObject) ? (value as JsonObject) : undefined;
  } catch {
    return undefined;
  }
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
    ...(formulas.includes(rest.formula) ? [] : [`formula: ${formulas.join(', ')}`]),
    ...(assignings.includes(rest.assigns) ? [] : [`assigns: ${assignings.join(' or ')}`]),
    ...(isDays(rest.watchedDays) ? [] : ['watchedDays: a whole number of days']),
    ...rest.sources.flatMap(({ source, signs }, i) =>
      typeof source === 'string' && source !== '' && signings.includes(signs)
        ? []
        : [`sources[${i}]: source, the beginning of a meta.source, and signs, ${signings.join(' or ')}`],
    ),
    ...(rest.delinquentAfterDays > 0 ? [] : ['delinquentAfterDays: a number of days from 1 on']),
    ...problemsOfNotices(rest),
    ...problemsOfLetters(rest.letters),
    ...ofRules(() => [...problemsOf(rules), ...overrideProblems(overrides, [...deficiencyRules, ...rules])]),
  ];
}

const formulas: readonly string[] = ['average-month', 'last-month', 'quarter'];
const assignings: readonly string[] = ['at-once', 'after-analysis'];
const signings: readonly string[] = ['here', 'in-source'];
const ageings: readonly string[] = ['assignment', 'discharge'];
const channels: readonly string[] = ['inbox', 'letter'];
const sendings: readonly string[] = ['by-hand', 'nightly'];
const isDays = (value: unknown) => Number.isInteger(value) && Number(value) >= 0;

/** Of what decides about people: nothing of it may be left out. */
function problemsOfNotices({
  ageing,
  notices,
  suspension,
}: Pick<CompletionSettings, 'ageing' | 'notices' | 'suspension'>) {
  const levels = Array.isArray(notices?.levels) ? notices.levels : [];
  const isRising = levels.every(({ afterDays }, i) => i === 0 || afterDays > levels[i - 1]!.afterDays);
  const counts = (['graceDays', 'afterDays', 'noticeDays', 'afterLevel'] as const).filter(
    (name) => !isDays(suspension?.[name]),
  );
  return [
    ...(ageings.includes(ageing) ? [] : [`ageing: ${ageings.join(' or ')}`]),
    ...(Array.isArray(notices?.levels) ? [] : ['notices.levels: a list, empty where no notices are sent']),
    ...(isDays(notices?.gapDays) ? [] : ['notices.gapDays: a whole number of days']),
    ...(sendings.includes(notices?.sends) ? [] : [`notices.sends: ${sendings.join(' or ')}`]),
    ...levels.flatMap(({ afterDays, title, text, channel }, i) => [
      ...(Number.isInteger(afterDays) ? [] : [`notices.levels[${i}].afterDays: a whole number of days`]),
      ...(title && text ? [] : [`notices.levels[${i}]: title and text`]),
      ...(channels.includes(channel) ? [] : [`notices.levels[${i}].channel: ${channels.join(' or ')}`]),
    ]),
    ...(isRising ? [] : ['notices.levels: each level later than the one before']),
    ...counts.map((name) => `suspension.${name}: a whole number from 0 on`),
    ...(suspension?.afterLevel > levels.length ? ['suspension.afterLevel: there is no notice of this level'] : []),
    ...(Array.isArray(suspension?.tell) && typeof suspension.exempt === 'string'
      ? []
      : ['suspension: exempt and tell']),
  ];
}

function problemsOfLetters(letters: CompletionSettings['letters'] | undefined): string[] {
  return (Object.keys(defaultSettings.letters) as LetterState[])
    .filter((state) => !letters?.[state]?.title || !letters[state].text)
    .map((state) => `letters.${state}: title and text`);
}

/** They are read as far as they are made like rules. */
function ofRules(problems: () => string[]): string[] {
  try {
    return problems();
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    return ['rules, overrides: an element is missing or of another kind; docs/desks.md tells how they are written'];
  }
}

function zoneProblem(zone: string | undefined): string[] {
  if (zone === undefined) return ['facilities: each has a zone, such as America/Chicago'];
  try {
    zoneOf(zone);
    return [];
  } catch {
    return [`"${zone}" is no time zone such as America/Chicago`];
  }
}
