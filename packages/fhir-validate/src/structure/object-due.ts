/** Said where an object is due and something else stands. */
import type { JsonValue } from '@charthouse/fhir-model';
import type { Findings } from '../findings.ts';
import { jsonKind, shown } from '../words.ts';

export function objectDue(value: JsonValue, type: string, found: Findings): void {
  found.error('structure', `A ${type} is an object in JSON ({ … }), but this is ${jsonKind(value)}: ${shown(value)}.`);
}
