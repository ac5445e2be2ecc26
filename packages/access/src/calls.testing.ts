/** Calls as cases write them. */
import type { Call } from './index.ts';

/** `read Observation/1`, `search Observation`, `search`, `operation $export`, `operation $everything Patient/1`. */
export function callOf(text: string): Call {
  const [interaction = '', ...rest] = text.split(' ');
  const operation = rest.find((part) => part.startsWith('$'));
  const [type, id] = rest.find((part) => !part.startsWith('$'))?.split('/') ?? [];
  return { interaction, ...(type && { type }), ...(id && { id }), ...(operation && { operation }) };
}
