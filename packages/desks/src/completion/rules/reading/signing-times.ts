/** When something was first signed, as Provenance tells: its signature, else when it was recorded. */
import type { JsonObject } from '@charthouse/fhir-model';
import type { Zone } from '@charthouse/rulebook';
import { objects, referencesOf, timeOf } from './elements.ts';

export function signingTimes(provenances: readonly JsonObject[], zone: Zone): Map<string, number> {
  const found = new Map<string, number>();
  for (const { target, signature, recorded } of provenances) {
    const [first] = objects(signature);
    const at = first && (timeOf(first.when, zone) ?? timeOf(recorded, zone));
    if (at === undefined) continue;
    for (const name of referencesOf(target)) found.set(name, Math.min(at, found.get(name) ?? at));
  }
  return found;
}
