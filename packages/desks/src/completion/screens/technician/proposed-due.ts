/** When a deficiency that somebody adds would be due, by the rule of its type that was in force on the day of admission. */
import { dueAt, dueInWords, inForce, zoneOf } from '@charthouse/rulebook';
import type { Encounter } from 'fhir/r4';
import { deficiencyRules } from '../../rules/deficiencies/index.ts';
import type { CompletionSettings } from '../../settings.ts';

export interface ProposedDue {
  /** Milliseconds since 1970; absent: its event was not, or is none of the stay. */
  readonly at?: number;
  /** In words, with the source. */
  readonly rule: string;
  readonly source: { readonly words: string; readonly url: string };
}

/** Undefined: no rule is about this type. */
export function proposedDue(
  type: string,
  encounter: Encounter | undefined,
  settings: CompletionSettings,
): ProposedDue | undefined {
  const zone = zoneOf(settings.facilities[0].zone);
  const timeOf = (text: string | undefined) => (text === undefined ? undefined : Date.parse(text));
  const { start, end } = encounter?.period ?? {};
  const times: Readonly<Record<string, number | undefined>> = { admission: timeOf(start), discharge: timeOf(end) };
  const day = zone.dayOf(times.admission ?? Date.now());
  const held = inForce([...deficiencyRules, ...settings.rules], settings.overrides, day);
  const rule = held.find((one) => one.rule.type === type)?.rule;
  if (!rule) return undefined;
  const at = dueAt(rule.due, (event) => times[event], zone);
  return {
    ...(at !== undefined && { at }),
    rule: dueInWords(rule.due),
    source: { words: rule.cites.text, url: rule.cites.url },
  };
}
