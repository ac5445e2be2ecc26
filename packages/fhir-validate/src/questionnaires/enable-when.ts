/** Whether an item is to be answered at all. https://hl7.org/fhir/R4/questionnaire-definitions.html#Questionnaire.item.enableWhen */
import { isObject, type JsonObject } from '@charthouse/fhir-model';
import { compareElements, type Environment, type FhirElement } from '@charthouse/fhirpath';
import { spend } from '../profiles/check.ts';
import { isFixed } from '../profiles/same-value.ts';
import { objects, valueIn } from './definition.ts';
import type { ResponseCheck } from './response.ts';

/** Where answers are looked for: the innermost part of the response first. */
export type Scopes = readonly JsonObject[];

export function isEnabled(item: JsonObject, scopes: Scopes, check: ResponseCheck): boolean {
  const conditions = objects(item.enableWhen);
  if (conditions.length === 0) return true;
  const met = (condition: JsonObject) => {
    const answers = answersIn(scopes, String(condition.question), check);
    spend(check, 1 + answers.length);
    return isMet(condition, answers, check.found.scope);
  };
  return item.enableBehavior === 'all' ? conditions.every(met) : conditions.some(met);
}

function answersIn(scopes: Scopes, linkId: string, { answersTo }: ResponseCheck): readonly FhirElement[] {
  for (const scope of scopes) {
    const answers = answersTo(linkId, scope);
    if (answers) return answers;
  }
  return [];
}

const orders: Readonly<Record<string, (order: number) => boolean>> = {
  '>': (order) => order > 0,
  '<': (order) => order < 0,
  '>=': (order) => order >= 0,
  '<=': (order) => order <= 0,
};

function isMet(condition: JsonObject, answers: readonly FhirElement[], environment: Environment): boolean {
  const { operator } = condition;
  const due = valueIn(condition, 'answer');
  if (!due) return false;
  if (operator === 'exists') return due.value === answers.length > 0;
  if (operator === '=') return answers.some((answer) => isSameAnswer(answer, due, environment));
  if (operator === '!=') return answers.some((answer) => !isSameAnswer(answer, due, environment));
  const holds = orders[String(operator)];
  return answers.some((answer) => {
    const order = compareElements(answer, due, environment);
    return order !== undefined && holds?.(order) === true;
  });
}

/** Codings are the same when system and code are. */
export function isSameAnswer(answer: FhirElement, due: FhirElement, environment: Environment): boolean {
  const [own, other] = [answer.value, due.value];
  if (isObject(own) && isObject(other)) {
    if (due.type.name === 'Coding') return own.code === other.code && own.system === other.system;
    if (due.type.name === 'Reference') return own.reference === other.reference;
    return isFixed(own, other) || compareElements(answer, due, environment) === 0;
  }
  return own === other || (answer.type.name === due.type.name && compareElements(answer, due, environment) === 0);
}
