/** The registry of rules that hold for every element of a type, written by hand. */
import { types } from '@charthouse/fhir-model/definitions';
import type { ElementRule } from '../structure/element.ts';
import { contained } from './contained.ts';
import { extension } from './extension.ts';
import { reference } from './reference.ts';

const byType: Readonly<Record<string, readonly ElementRule[]>> = { Extension: [extension], Reference: [reference] };

export function elementRules(type: string): readonly ElementRule[] {
  return types[type]?.base === 'DomainResource' ? [contained] : (byType[type] ?? []);
}
