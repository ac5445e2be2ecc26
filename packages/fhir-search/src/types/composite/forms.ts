/** The texts that a token, reference or uri is keyed by inside a composite. */
import type { JsonValue } from '@charthouse/fhir-model';
import { isObject } from '@charthouse/fhir-model';
import { readReference } from '../reference/reference-text.ts';
import { tokenReaders } from '../token/coded.ts';

export interface FoundValue {
  readonly value: JsonValue;
  readonly dataType: string;
  readonly valueSet?: string;
}

/** A code in any system, in one system (also the empty one). */
export function codeForm(code: string, system?: string): string {
  return system === undefined ? `code|${code}` : `system|${system}|${code}`;
}

export function isSystemForm(form: string): boolean {
  return form.startsWith('system|');
}

export function targetForm(key: string): string {
  return `target|${key}`;
}

export function uriForm(value: string): string {
  return `uri|${value}`;
}

/** By search type: all texts of a value. */
export const valueForms: Readonly<Record<string, (found: FoundValue, bases: readonly string[]) => readonly string[]>> =
  {
    token: ({ value, dataType, valueSet }) => {
      const forms: string[] = [];
      const add = (code: string | undefined, system: string | undefined) => {
        if (code !== undefined) forms.push(codeForm(code), codeForm(code, system ?? ''));
      };
      tokenReaders[dataType]?.(valueSet)(value, { code: add, text: () => undefined, typed: () => undefined });
      return forms;
    },
    reference: ({ value }, bases) => {
      const text = isObject(value) ? value.reference : value;
      return typeof text === 'string' ? [targetForm(readReference(text, bases).key)] : [];
    },
    uri: ({ value }) => (typeof value === 'string' ? [uriForm(value)] : []),
  };
