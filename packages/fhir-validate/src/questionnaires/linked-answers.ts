/** The answers of a response by linkId: each part of it is gone through once, however many conditions ask. */
import type { JsonObject } from '@charthouse/fhir-model';
import type { FhirElement } from '@charthouse/fhirpath';
import { type ProfileCheck, spend } from '../profiles/check.ts';
import { itemsBelow, linkIdOf, objects, valueIn } from './definition.ts';

/** Below the response, or an item or answer of it; undefined where it has no item of that linkId. */
export type AnswersTo = (linkId: string, scope: JsonObject) => readonly FhirElement[] | undefined;

export function linkedAnswers(check: ProfileCheck): AnswersTo {
  const known = new Map<JsonObject, ReadonlyMap<string, readonly FhirElement[]>>();
  return (linkId, scope) => {
    const own = known.get(scope) ?? answersBelow(scope, check);
    known.set(scope, own);
    return own.get(linkId);
  };
}

function answersBelow(scope: JsonObject, check: ProfileCheck): ReadonlyMap<string, readonly FhirElement[]> {
  const answers = new Map<string, FhirElement[]>();
  for (const item of itemsBelow(scope)) {
    spend(check);
    const linkId = linkIdOf(item);
    const own = answers.get(linkId) ?? [];
    answers.set(linkId, own);
    for (const answer of objects(item.answer)) {
      const value = valueIn(answer);
      if (value) own.push(value);
    }
  }
  return answers;
}
