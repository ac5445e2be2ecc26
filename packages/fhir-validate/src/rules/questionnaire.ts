/** Conditions of questions name other questions. https://hl7.org/fhir/R4/questionnaire-definitions.html#Questionnaire.item.enableWhen.question */
import { isObject, type JsonObject } from '@charthouse/fhir-model';
import type { Findings } from '../findings.ts';
import { linkIdOf } from '../questionnaires/definition.ts';
import type { ElementRule } from '../structure/element.ts';
import { objects, text } from './bundle/entries.ts';

export const questionnaire: ElementRule = (resource, found) => {
  if (!isObject(resource)) return;
  const places: Places = { first: new Map(), spans: new Map() };
  place(resource, 0, places);
  checkItems(resource, places, found);
};

/** Where the items stand, counted in the order of the text. */
interface Places {
  /** Of the first item of a linkId. */
  readonly first: Map<string, number>;
  /** Of each item, and of what comes after it and the items in it. */
  readonly spans: Map<JsonObject, { readonly at: number; readonly end: number }>;
}

/** The place after the items below. */
function place(holder: JsonObject, from: number, places: Places): number {
  let next = from;
  for (const item of objects(holder.item)) {
    const at = next;
    if (!places.first.has(linkIdOf(item))) places.first.set(linkIdOf(item), at);
    next = place(item, at + 1, places);
    places.spans.set(item, { at, end: next });
  }
  return next;
}

function checkItems(holder: JsonObject, places: Places, found: Findings): void {
  for (const [at, item] of objects(holder.item).entries()) {
    const from = found.count;
    for (const [index, { question }] of objects(item.enableWhen).entries()) {
      const name = text(question);
      if (name !== undefined) checkCondition({ name, item, step: `enableWhen[${index}]` }, places, found);
    }
    checkItems(item, places, found);
    found.under(from, `item[${at}]`);
  }
}

interface Condition {
  /** The linkId that it asks. */
  readonly name: string;
  readonly item: JsonObject;
  readonly step: string;
}

function checkCondition({ name, item, step }: Condition, { first, spans }: Places, found: Findings): void {
  const asked = first.get(name);
  const { at, end } = spans.get(item)!;
  if (asked === undefined)
    found.error('business-rule', `The condition asks "${name}", but the questionnaire has no such item.`, step);
  else if (name === linkIdOf(item) || (asked >= at && asked < end))
    found.error('business-rule', `A condition asks "${name}", which is this item or in it: ask another one.`);
  else if (asked > at) found.warning('business-rule', `A condition of this item asks "${name}", which comes later.`);
}
