/** Conditions of questions name other questions. https://hl7.org/fhir/R4/questionnaire-definitions.html#Questionnaire.item.enableWhen.question */
import { isObject, type JsonObject } from '@charthouse/fhir-model';
import type { Findings } from '../findings.ts';
import { itemsBelow, linkIdOf } from '../questionnaires/definition.ts';
import type { ElementRule } from '../structure/element.ts';
import { objects, text } from './bundle/entries.ts';

export const questionnaire: ElementRule = (resource, found) => {
  if (!isObject(resource)) return;
  checkItems(resource, itemsBelow(resource).map(linkIdOf), found);
};

function checkItems(holder: JsonObject, all: readonly string[], found: Findings): void {
  for (const [at, item] of objects(holder.item).entries()) {
    const from = found.count;
    const inner = new Set([linkIdOf(item), ...itemsBelow(item).map(linkIdOf)]);
    for (const [index, { question }] of objects(item.enableWhen).entries()) {
      const name = text(question);
      if (name === undefined) continue;
      const step = `enableWhen[${index}]`;
      if (inner.has(name))
        found.error('business-rule', `A condition asks "${name}", which is this item or in it: ask another one.`);
      else if (!all.includes(name))
        found.error('business-rule', `The condition asks "${name}", but the questionnaire has no such item.`, step);
      else if (all.indexOf(name) > all.indexOf(linkIdOf(item)))
        found.warning('business-rule', `A condition of this item asks "${name}", which comes later.`);
    }
    checkItems(item, all, found);
    found.under(from, `item[${at}]`);
  }
}
