/** The registry of rules that hold for every element of a type. */
import type { ElementRule } from '../structure/element.ts';
import { extension } from './extension.ts';

const byType: Readonly<Record<string, readonly ElementRule[]>> = { Extension: [extension] };

export function elementRules(type: string): readonly ElementRule[] {
  return byType[type] ?? [];
}
