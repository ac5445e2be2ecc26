/** A Coding of `meta.security` as a label. */
import type { JsonObject } from '@charthouse/fhir-model';
import { text, tokenOf } from '../elements.ts';
import { actCode, confidentiality, harmless } from './vocabulary.ts';

/** Codes of v3-ActCode and v3-Confidentiality bare, others as `system|code`. Undefined: it hides nothing. */
export function labelOf(coding: JsonObject): string | undefined {
  const bare = coding.system === actCode || coding.system === confidentiality;
  const label = bare ? (text(coding.code) ?? '') : tokenOf(coding);
  return harmless.includes(label) ? undefined : label;
}
