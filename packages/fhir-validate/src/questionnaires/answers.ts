/** The answers to one question: how many, of which type, which values. https://hl7.org/fhir/R4/valueset-item-type.html */
import type { JsonObject } from '@charthouse/fhir-model';
import type { FhirElement } from '@charthouse/fhirpath';
import { isMember } from '../bindings/coded.ts';
import { spend } from '../profiles/check.ts';
import { findElement } from '../profiles/element-tree.ts';
import { shown } from '../words.ts';
import { core, extensionValues, numberOf, objects, valueIn } from './definition.ts';
import { isSameAnswer } from './enable-when.ts';
import { limits } from './limits.ts';
import type { ResponseCheck } from './response.ts';

/** Type of a question -> types of its answers; choices beside those of their options. */
const answerTypes: Readonly<Record<string, readonly string[]>> = {
  boolean: ['boolean'],
  decimal: ['decimal'],
  integer: ['integer'],
  date: ['date'],
  dateTime: ['dateTime'],
  time: ['time'],
  string: ['string'],
  text: ['string'],
  url: ['uri'],
  choice: ['Coding'],
  'open-choice': ['Coding', 'string'],
  attachment: ['Attachment'],
  reference: ['Reference'],
  quantity: ['Quantity'],
};

export function checkAnswers(question: JsonObject, item: JsonObject, check: ResponseCheck): void {
  const { found, complete } = check;
  const answers = objects(item.answer);
  checkCount(question, answers.length, check);
  if (complete && question.required === true && answers.length === 0)
    found.error('required', 'The questionnaire requires an answer, but there is none: add it.');
  const options = optionsOf(question);
  spend(check, 1 + options.length * (1 + answers.length));
  for (const [at, answer] of answers.entries()) {
    const value = valueIn(answer);
    if (!value || !isAnswerType(value.type.name)) continue;
    const from = found.count;
    checkValue({ question, value, answer, options }, check);
    if (answers.length > 1 && options.some((one) => one.exclusive && isSameAnswer(value, one.value, found.scope)))
      found.error('structure', 'This option excludes all others, but there are more answers: keep only one.');
    found.under(from, `answer[${at}]`);
  }
}

/** Values of other types are no elements of an answer, which is said already. */
function isAnswerType(type: string): boolean {
  return findElement(['QuestionnaireResponse.item.answer'], 'value')?.element.types.includes(type) !== false;
}

function checkCount(question: JsonObject, count: number, { found, complete }: ResponseCheck): void {
  const least = numberOf(question, `${core}questionnaire-minOccurs`);
  const most = numberOf(question, `${core}questionnaire-maxOccurs`);
  if (complete && least !== undefined && count < least)
    found.error('required', `The questionnaire asks for ${least} answers at least, but there are ${count}.`);
  if (most !== undefined && count > most)
    found.error('structure', `The questionnaire allows ${most} answers at most, but there are ${count}.`);
  else if (most === undefined && question.repeats !== true && count > 1)
    found.error('structure', `The questionnaire allows one answer only, but there are ${count}.`);
}

interface Option {
  readonly value: FhirElement;
  readonly exclusive: boolean;
}

function optionsOf(question: JsonObject): Option[] {
  return objects(question.answerOption).flatMap((option) => {
    const value = valueIn(option);
    const [exclusive] = extensionValues(option, `${core}questionnaire-optionExclusive`);
    return value ? [{ value, exclusive: exclusive?.value === true }] : [];
  });
}

interface Answer {
  readonly question: JsonObject;
  readonly value: FhirElement;
  readonly answer: JsonObject;
  readonly options: readonly Option[];
}

function checkValue({ question, value, answer, options }: Answer, check: ResponseCheck): void {
  const { found } = check;
  const type = String(question.type);
  const due = [...new Set([...(answerTypes[type] ?? []), ...options.map((option) => option.value.type.name)])];
  const from = found.count;
  if (!due.includes(value.type.name))
    found.error('structure', `The answer must be of type ${due.join(' or ')}, not ${value.type.name}.`);
  else {
    checkChosen({ question, value, answer, options }, check);
    for (const limit of limits) limit({ question, value, answer }, check);
  }
  found.under(from, `value.ofType(${value.type.name})`);
}

/** One of the options, where there are any; an open choice takes other texts, too. */
function checkChosen({ question, value, options }: Answer, { found, codesOf }: ResponseCheck): void {
  const free = question.type === 'open-choice' && value.type.name === 'string';
  if (free) return;
  if (options.length > 0 && !options.some((option) => isSameAnswer(value, option.value, found.scope)))
    found.error('code-invalid', `${shown(value.value ?? null)} is none of the options of the questionnaire.`);
  const { answerValueSet } = question;
  if (typeof answerValueSet !== 'string') return;
  const rule = codesOf({ strength: 'required', valueSet: answerValueSet });
  if (rule && !isMember(value, rule)) found.error('code-invalid', `${shown(value.value ?? null)} is not ${rule.due}.`);
}
