/** A Coding of `meta.security` as a label. */
import type { JsonObject } from '@charthouse/fhir-model';
import { text, tokenOf } from '../elements.ts';
import { actCode, confidentialities, confidentiality, harmless } from './vocabulary.ts';

/** The Coding of a label; what stands with its system keeps it. */
export function codingOf(label: string): { readonly system?: string; readonly code: string } {
  const bar = label.indexOf('|');
  if (bar > 0) return { system: label.slice(0, bar), code: label.slice(bar + 1) };
  if (bar === 0) return { code: label.slice(1) };
  return { system: confidentialities.includes(label) ? confidentiality : actCode, code: label };
}

/** Codes of v3-ActCode and v3-Confidentiality bare, others as `system|code`. Undefined: it hides nothing. */
export function labelOf(coding: JsonObject): string | undefined {
  const bare = coding.system === actCode || coding.system === confidentiality;
  const label = bare ? (text(coding.code) ?? '') : tokenOf(coding);
  return harmless.includes(label) ? undefined : label;
}
