/** A response against its questionnaire. https://hl7.org/fhir/R4/questionnaireresponse.html#notes */
import { isObject, type JsonObject } from '@charthouse/fhir-model';
import type { FhirElement } from '@charthouse/fhirpath';
import { type ProfileCheck, spend } from '../profiles/check.ts';
import { checkAnswers } from './answers.ts';
import { itemsBelow, linkIdOf, objects } from './definition.ts';
import { isEnabled, type Scopes } from './enable-when.ts';
import { type AnswersTo, linkedAnswers } from './linked-answers.ts';

/** What the checks of one response share. */
export interface ResponseCheck extends ProfileCheck {
  /** It says that it is complete: what is required must be there. */
  readonly complete: boolean;
  /** Every linkId of the questionnaire. */
  readonly linkIds: ReadonlySet<string>;
  readonly answersTo: AnswersTo;
}

export function checkResponse(response: FhirElement, check: ProfileCheck): void {
  const { value } = response;
  if (!isObject(value) || typeof value.questionnaire !== 'string') return;
  const questionnaire = questionnaireOf(value.questionnaire, value, check);
  if (!questionnaire) {
    check.found.warning(
      'not-found',
      `The questionnaire ${value.questionnaire} is not loaded, so the answers were not checked against it.`,
    );
    return;
  }
  const complete = value.status === 'completed' || value.status === 'amended';
  const linkIds = new Set(itemsBelow(questionnaire).map(linkIdOf));
  const codesOf = questionnaire.contained === undefined ? check.codesOf : check.codesAmong(questionnaire.contained);
  const answersTo = linkedAnswers(check);
  checkItems(
    { asked: questionnaire, given: value, scopes: [value] },
    { ...check, codesOf, complete, linkIds, answersTo },
  );
}

function questionnaireOf(
  canonical: string,
  response: JsonObject,
  { conformance, resolve }: ProfileCheck,
): JsonObject | undefined {
  if (!canonical.startsWith('#')) {
    const elsewhere = conformance.find('Questionnaire', canonical) ?? resolve(canonical)?.value;
    return isObject(elsewhere) && elsewhere.resourceType === 'Questionnaire' ? elsewhere : undefined;
  }
  return objects(response.contained).find(
    ({ resourceType, id }) => resourceType === 'Questionnaire' && id === canonical.slice(1),
  );
}

interface Level {
  /** The questionnaire, or an item of it. */
  readonly asked: JsonObject;
  /** The response, or the item or answer of it that has the items. */
  readonly given: JsonObject;
  readonly scopes: Scopes;
}

function checkItems({ asked, given, scopes }: Level, check: ResponseCheck): void {
  const questions = objects(asked.item);
  const items = objects(given.item).map((item, at) => ({ item, at }));
  spend(check, questions.length + items.length);
  checkPlaces(questions, items, check);
  const byLinkId = new Map<string, Given[]>();
  for (const one of items) {
    const own = byLinkId.get(linkIdOf(one.item));
    if (own) own.push(one);
    else byLinkId.set(linkIdOf(one.item), [one]);
  }
  for (const question of questions)
    checkQuestion({ question, own: byLinkId.get(linkIdOf(question)) ?? [], scopes }, check);
}

/** Every item is one of the questionnaire, at its level and in its order. */
function checkPlaces(
  questions: readonly JsonObject[],
  items: readonly Given[],
  { found, linkIds }: ResponseCheck,
): void {
  const places = new Map(questions.map((question, at): [string, number] => [linkIdOf(question), at]).reverse());
  let last = -1;
  for (const { item, at } of items) {
    const linkId = linkIdOf(item);
    const place = places.get(linkId) ?? -1;
    const step = `item[${at}]`;
    if (place < 0 && linkIds.has(linkId))
      found.error('structure', `The item "${linkId}" is not asked at this level of the questionnaire: move it.`, step);
    else if (place < 0) found.error('structure', `The questionnaire has no item "${linkId}": remove it.`);
    else if (place < last)
      found.error('structure', `The item "${linkId}" is not in the order of the questionnaire: move it up.`, step);
    last = Math.max(last, place);
  }
}

/** An item with its place among those of its level. */
interface Given {
  readonly item: JsonObject;
  readonly at: number;
}

interface Question {
  readonly question: JsonObject;
  /** The items that answer it. */
  readonly own: readonly Given[];
  readonly scopes: Scopes;
}

function checkQuestion({ question, own, scopes }: Question, check: ResponseCheck): void {
  const { found, complete } = check;
  const linkId = linkIdOf(question);
  const enabled = isEnabled(question, scopes, check);
  if (complete && enabled && question.required === true && question.type !== 'display' && own.length === 0)
    found.error('required', `The questionnaire requires an answer to "${linkId}", but there is none: add it.`);
  if (own.length > 1 && (question.type !== 'group' || question.repeats !== true))
    found.error(
      'structure',
      `There are ${own.length} items "${linkId}", but ${question.type === 'group' ? 'the group does not repeat' : 'answers to one question stand in one item'}.`,
    );
  for (const { item, at } of own) {
    const from = found.count;
    if (enabled) checkItem({ question, item, scopes }, check);
    else if (hasAnswers(item))
      found.error('structure', `"${linkId}" is answered, although its conditions (enableWhen) are not met: remove it.`);
    found.under(from, `item[${at}]`);
  }
}

function hasAnswers(item: JsonObject): boolean {
  return objects(item.answer).length > 0 || itemsBelow(item).some((one) => objects(one.answer).length > 0);
}

function checkItem(
  { question, item, scopes }: { question: JsonObject; item: JsonObject; scopes: Scopes },
  check: ResponseCheck,
): void {
  const { found, complete } = check;
  const grouped = question.type === 'group' || question.type === 'display';
  if (grouped && item.answer !== undefined)
    found.error('structure', `A ${question.type} has no answers: remove them, or put them into its items.`);
  if (complete && question.type === 'group' && question.required === true && objects(item.item).length === 0)
    found.error('required', 'The questionnaire requires this group, but it has no items: add them.');
  if (grouped) {
    checkItems({ asked: question, given: item, scopes: [item, ...scopes] }, check);
    return;
  }
  if (item.item !== undefined)
    found.error('structure', 'Items below a question stand in its answers, not beside them: move them.');
  checkAnswers(question, item, check);
  for (const [at, answer] of objects(item.answer).entries()) {
    const from = found.count;
    checkItems({ asked: question, given: answer, scopes: [answer, ...scopes] }, check);
    found.under(from, `answer[${at}]`);
  }
}
