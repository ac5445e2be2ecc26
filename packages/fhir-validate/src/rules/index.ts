/** The registry of rules that hold for every element of a type, written by hand. */
import { types } from '@charthouse/fhir-model/definitions';
import type { ElementRule } from '../structure/element.ts';
import { attachment } from './attachment.ts';
import { document } from './bundle/document.ts';
import { fullUrls } from './bundle/full-urls.ts';
import { searchSet } from './bundle/search-set.ts';
import { coding } from './coding.ts';
import { contained } from './contained.ts';
import { extension } from './extension.ts';
import { identifier } from './identifier.ts';
import { questionnaire } from './questionnaire.ts';
import { reference } from './reference.ts';
import { searchParameter } from './search-parameter.ts';

const byType: Readonly<Record<string, readonly ElementRule[]>> = {
  Attachment: [attachment],
  Bundle: [fullUrls, searchSet, document],
  Coding: [coding],
  Extension: [extension],
  Identifier: [identifier],
  Questionnaire: [questionnaire],
  Reference: [reference],
  SearchParameter: [searchParameter],
};

export function elementRules(type: string): readonly ElementRule[] {
  const own = byType[type] ?? [];
  return types[type]?.base === 'DomainResource' ? [contained, ...own] : own;
}
