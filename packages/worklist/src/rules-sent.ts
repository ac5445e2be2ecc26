/** Placement rules as somebody sent them: every problem at once, in words. */
import { isObject } from '@charthouse/fhir-model';
import type { Kernel } from './kernel.ts';
import { type PlacementRule, ruleFields, ruleTests } from './placement-rule.ts';

const fields: readonly string[] = ruleFields;
const tests: readonly string[] = ruleTests;
const priorities = ['routine', 'urgent', 'asap', 'stat'];
const most = 200;

/** The rules, or what is wrong with them. */
export function rulesSent(value: unknown, kernel: Kernel): readonly PlacementRule[] | { readonly problems: string[] } {
  if (!Array.isArray(value) || value.length > most) return { problems: [`Rules are a list of at most ${most}.`] };
  const problems = value.flatMap((rule, at) => problemsOf(rule, kernel).map((words) => `Rule ${at + 1}: ${words}`));
  const ids = value.flatMap((rule) => (isObject(rule) ? [rule.id] : []));
  const twice = ids.filter((id, at) => ids.indexOf(id) !== at).map((id) => `There are two rules ${String(id)}.`);
  return problems.length + twice.length > 0 ? { problems: [...problems, ...twice] } : (value as PlacementRule[]);
}

function problemsOf(rule: unknown, kernel: Kernel): string[] {
  if (!isObject(rule as never)) return ['it is no object.'];
  const { id, title, when, to, priority, off, ...others } = rule as Record<string, unknown>;
  const list = kernel.list(String(to));
  const unknown = Object.keys(others);
  return [
    ...(typeof id === 'string' && /^[\w.-]{1,64}$/.test(id) ? [] : ['its id is 1 to 64 letters, digits, - . _']),
    ...(typeof title === 'string' && title.trim() && title.length <= 200 ? [] : ['say in a title what it is for.']),
    ...(list?.query.some(([name]) => name === '_tag')
      ? []
      : [`"${String(to)}" is no list that tasks can be put into.`]),
    ...(priority === undefined || priorities.includes(String(priority))
      ? []
      : [`"${String(priority)}" is no priority.`]),
    ...(off === undefined || off === true ? [] : ['off is true or not there.']),
    ...unknown.map((name) => `it has no "${name}".`),
    ...(Array.isArray(when) ? when.flatMap(problemsOfCondition) : ['its conditions are a list.']),
  ];
}

function problemsOfCondition(condition: unknown): string[] {
  if (!isObject(condition as never)) return ['a condition is no object.'];
  const { field, test, values } = condition as Record<string, unknown>;
  const isText =
    Array.isArray(values) && values.length > 0 && values.every((one) => typeof one === 'string' && one.trim());
  return [
    ...(fields.includes(String(field)) ? [] : [`"${String(field)}" cannot be asked; there are ${fields.join(', ')}.`]),
    ...(tests.includes(String(test)) ? [] : [`"${String(test)}" is no test; there are ${tests.join(', ')}.`]),
    ...(isText ? [] : ['a condition needs at least one value.']),
  ];
}
