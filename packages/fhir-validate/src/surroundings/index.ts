/** The registry of checks of elements by their type, made wherever one stands in a resource. */

import type { ProfileCheck } from '../profiles/check.ts';
import { coding } from './coding.ts';
import { narrative } from './narrative.ts';
import type { Place, PlaceCheck } from './place.ts';
import { quantity } from './quantity.ts';
import { reference } from './reference.ts';
import { address, text } from './texts.ts';

const byType: Readonly<Record<string, PlaceCheck>> = {
  Coding: coding,
  Narrative: narrative,
  Quantity: quantity,
  Reference: reference,
  canonical: address,
  markdown: text,
  string: text,
  uri: address,
  url: address,
};

export function checkPlace(place: Place, check: ProfileCheck): void {
  byType[place.element.type.name]?.(place, check);
}
