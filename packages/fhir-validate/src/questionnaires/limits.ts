/** What the extensions of a question ask of each answer. https://hl7.org/fhir/R4/questionnaire-profiles.html#extensions */
import { isObject, type JsonObject, parseLiteral } from '@charthouse/fhir-model';
import { isResourceType } from '@charthouse/fhir-model/definitions';
import { compareElements, compile, type FhirElement, FhirPathError } from '@charthouse/fhirpath';
import { isMember } from '../bindings/coded.ts';
import type { ProfileCheck } from '../profiles/check.ts';
import { bytesOf } from '../rules/attachment.ts';
import { core, extensionValues, numberOf } from './definition.ts';

export interface LimitedAnswer {
  readonly question: JsonObject;
  readonly value: FhirElement;
  readonly answer: JsonObject;
}

type Limit = (answer: LimitedAnswer, check: ProfileCheck) => void;

const sdc = 'http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-';

export const limits: readonly Limit[] = [length, pattern, range, quantityRange, places, unit, attachment, reference];

function length({ question, value: { value } }: LimitedAnswer, { found }: ProfileCheck): void {
  if (typeof value !== 'string') return;
  const { maxLength } = question;
  const least = numberOf(question, `${core}minLength`);
  const count = [...value].length;
  if (typeof maxLength === 'number' && count > maxLength)
    found.error('value', `The answer has ${count} characters; the questionnaire allows ${maxLength} at most.`);
  if (least !== undefined && count < least)
    found.error('value', `The answer has ${count} characters; the questionnaire asks for ${least} at least.`);
}

/** By FHIRPath, which bounds what expressions of others may cost. */
const matches = compile('$this.matches(%pattern)');

function pattern({ question, value }: LimitedAnswer, { found }: ProfileCheck): void {
  const [regex] = extensionValues(question, `${core}regex`);
  if (typeof regex?.value !== 'string' || typeof value.value !== 'string') return;
  const [format] = extensionValues(question, `${core}entryFormat`);
  try {
    if (matches.test(value, { variables: { pattern: [`^(?:${regex.value})$`] } }) !== false) return;
    const due = typeof format?.value === 'string' ? format.value : regex.value;
    found.error('value', `The answer does not have the format that the questionnaire asks for: ${due}`);
  } catch (error) {
    if (!(error instanceof FhirPathError)) throw error;
    found.warning('processing', `The format of the questionnaire could not be checked: ${error.message}`);
  }
}

function range({ question, value }: LimitedAnswer, { found }: ProfileCheck): void {
  const [least] = extensionValues(question, `${core}minValue`);
  const [most] = extensionValues(question, `${core}maxValue`);
  if (least && (compareElements(value, least, found.scope) ?? 0) < 0)
    found.error('value', `The answer is below ${String(least.value)}, the least that the questionnaire allows.`);
  if (most && (compareElements(value, most, found.scope) ?? 0) > 0)
    found.error('value', `The answer is above ${String(most.value)}, the most that the questionnaire allows.`);
}

function quantityRange({ question, value }: LimitedAnswer, { found }: ProfileCheck): void {
  if (value.type.name !== 'Quantity') return;
  for (const [name, sign, word] of [
    ['minQuantity', -1, 'below'],
    ['maxQuantity', 1, 'above'],
  ] as const) {
    const [limit] = extensionValues(question, sdc + name);
    if (!limit) continue;
    const order = hasCode(value) && hasCode(limit) ? compareElements(value, limit, found.scope) : undefined;
    const due = isObject(limit.value) ? `${String(limit.value.value)} ${String(limit.value.unit ?? '')}` : '';
    if (order === undefined)
      found.error(
        'value',
        `The answer cannot be compared with the limit ${due}: give both a unit with system and code.`,
      );
    else if (order * sign > 0) found.error('value', `The answer is ${word} ${due}, the limit of the questionnaire.`);
  }
}

function hasCode({ value }: FhirElement): boolean {
  return isObject(value) && value.system !== undefined && value.code !== undefined;
}

function places({ question, value, answer }: LimitedAnswer, { found }: ProfileCheck): void {
  const most = numberOf(question, `${core}maxDecimalPlaces`);
  if (most === undefined || typeof value.value !== 'number') return;
  const text = found.literal(answer, 'valueDecimal') ?? String(value.value);
  const count = /\.(\d+)/.exec(text)?.[1]?.length ?? 0;
  if (count > most) found.error('value', `The answer has ${count} decimal places; the questionnaire allows ${most}.`);
}

function unit({ question, value }: LimitedAnswer, { found, codesOf }: ProfileCheck): void {
  if (value.type.name !== 'Quantity' || !isObject(value.value)) return;
  const { system, code } = value.value;
  const options = extensionValues(question, `${core}questionnaire-unitOption`).map((option) => option.value);
  const isOption = options.some((option) => isObject(option) && option.code === code && option.system === system);
  if (options.length > 0 && !isOption)
    found.error('code-invalid', 'The unit of the answer is none of those that the questionnaire offers.');
  const [set] = extensionValues(question, `${core}questionnaire-unitValueSet`);
  const rule = typeof set?.value === 'string' ? codesOf({ strength: 'required', valueSet: set.value }) : undefined;
  if (rule && !isMember(value, rule)) found.error('code-invalid', `The unit of the answer is not ${rule.due}.`);
}

function attachment({ question, value }: LimitedAnswer, { found }: ProfileCheck): void {
  if (value.type.name !== 'Attachment' || !isObject(value.value)) return;
  const allowed = extensionValues(question, `${core}mimeType`).map((one) => one.value);
  const { contentType, data } = value.value;
  const size = value.value.size ?? (typeof data === 'string' ? bytesOf(data) : undefined);
  if (allowed.length > 0 && !allowed.includes(contentType))
    found.error('value', `The content type must be ${allowed.join(' or ')} here, not ${String(contentType)}.`);
  const megabytes = numberOf(question, `${core}maxSize`);
  if (megabytes !== undefined && typeof size === 'number' && size > megabytes * 1024 * 1024)
    found.error('value', `The attachment has ${size} bytes; the questionnaire allows ${megabytes} MB.`);
}

function reference({ question, value }: LimitedAnswer, { found }: ProfileCheck): void {
  if (value.type.name !== 'Reference' || !isObject(value.value)) return;
  const text = value.value.reference;
  if (typeof text !== 'string' || text.startsWith('#')) return;
  const type = parseLiteral(text)?.type ?? /^https?:\/\/.*\/([A-Z]\w*)\/[\w.-]+$/.exec(text)?.[1];
  if (type === undefined) return;
  if (!isResourceType(type)) found.error('value', `${type} in the reference ${text} is no resource type of FHIR R4.`);
  const allowed = extensionValues(question, `${core}questionnaire-referenceResource`).map((one) => one.value);
  if (allowed.length > 0 && !allowed.includes(type))
    found.error('value', `The reference is to a ${type}; the questionnaire allows ${allowed.join(' or ')}.`);
}
