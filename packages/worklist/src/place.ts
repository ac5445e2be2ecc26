/** Where a new task goes: rules top-down, the first that fits; else the list that takes its kind; else the list of what nothing places. */
import { isObject, type JsonObject, type JsonValue } from '@charthouse/fhir-model';
import { unplaced } from './desks/index.ts';
import { codingsOf, type Kernel } from './kernel.ts';
import type { PlacementRule, RuleCondition, RuleField, RuleSet } from './placement-rule.ts';
import { worklistSystem } from './worklist.ts';

export interface Place {
  /** Id of the worklist. */
  readonly list: string;
  /** Absent: the list takes the kind, or nothing placed it. */
  readonly rule?: PlacementRule;
  /** Of the rules of the manager; absent: a rule that its desk came with. */
  readonly version?: number;
}

/** Rules that are off, or name a list which is not mounted, are passed over. */
export function placeOf(task: JsonObject, kernel: Kernel, { version, rules }: RuleSet): Place {
  const fits = (rule: PlacementRule) => !rule.off && kernel.list(rule.to) && rule.when.every((one) => holds(one, task));
  const edited = rules.find(fits);
  if (edited) return { list: edited.to, rule: edited, version };
  const brought = kernel.rules.find(fits);
  if (brought) return { list: brought.to, rule: brought };
  const taking = codingsOf(task).map(({ code }) => kernel.listTaking(String(code)));
  return { list: taking.find((list) => list !== undefined)?.id ?? unplaced };
}

/** The tag of a place: https://hl7.org/fhir/R4/resource.html#tag. Its display is the rule, its version that of the rules. */
export function tagOf({ list, rule, version }: Place): JsonObject {
  return {
    system: worklistSystem,
    code: list,
    ...(version !== undefined && { version: String(version) }),
    ...(rule && { display: rule.title }),
  };
}

/** The tag of a task that a person put into a list. */
export function routedTag(list: string): JsonObject {
  return { system: worklistSystem, code: list, userSelected: true };
}

/** The tag that says in which list a task is. */
export function placementOf({ meta }: JsonObject): JsonObject | undefined {
  return tagsOf(meta).find(({ system }) => system === worklistSystem);
}

/** The task in another list. */
export function withPlacement<Of extends JsonObject>(task: Of, tag: JsonObject): Of {
  const others = tagsOf(task.meta).filter(({ system }) => system !== worklistSystem);
  return { ...task, meta: { ...(isObject(task.meta) ? task.meta : {}), tag: [...others, tag] } };
}

function tagsOf(meta: JsonValue | undefined): JsonObject[] {
  return isObject(meta) && Array.isArray(meta.tag) ? meta.tag.filter(isObject) : [];
}

function holds({ field, test, values }: RuleCondition, task: JsonObject): boolean {
  const found = asked[field](task).map((one) => one.toLowerCase());
  const wanted = values.map((one) => one.trim().toLowerCase());
  if (test === 'has') return found.some((one) => wanted.some((part) => one.includes(part)));
  const isThere = found.some((one) => wanted.includes(one));
  return test === 'is' ? isThere : !isThere;
}

/** What each field of a condition is of a task, as text. */
const asked: Readonly<Record<RuleField, (task: JsonObject) => string[]>> = {
  code: (task) => codingsOf(task).map(({ code }) => String(code)),
  priority: ({ priority = 'routine' }) => [String(priority)],
  about: ({ focus }) => referencesOf(focus).map((reference) => reference.split('/')[0] ?? ''),
  requester: ({ requester }) => [...referencesOf(requester), ...displaysOf(requester)],
  performer: ({ performerType }) =>
    (Array.isArray(performerType) ? performerType.filter(isObject) : []).flatMap((one) => conceptOf(one)),
  description: ({ description }) => (typeof description === 'string' ? [description] : []),
  input: ({ input }) => (Array.isArray(input) ? input.filter(isObject) : []).flatMap(inputOf),
};

function referencesOf(value: JsonValue | undefined): string[] {
  return isObject(value) && typeof value.reference === 'string' ? [value.reference] : [];
}

function displaysOf(value: JsonValue | undefined): string[] {
  return isObject(value) && typeof value.display === 'string' ? [value.display] : [];
}

function conceptOf({ coding, text }: JsonObject): string[] {
  const codes = (Array.isArray(coding) ? coding.filter(isObject) : []).map(({ code }) => String(code));
  return typeof text === 'string' ? [...codes, text] : codes;
}

/** `valueString` and codes of a concept: `reason: fever` is asked by its value. */
function inputOf(input: JsonObject): string[] {
  const key = Object.keys(input).find((name) => name.startsWith('value'));
  const value = key === undefined ? undefined : input[key];
  if (isObject(value)) return [...conceptOf(value), ...referencesOf(value)];
  return value === undefined ? [] : [String(value)];
}
