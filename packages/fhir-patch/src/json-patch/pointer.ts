/** JSON Pointer: https://www.rfc-editor.org/rfc/rfc6901 */
import { isObject, type JsonValue } from '@charthouse/fhir-model';
import { type Draft, pieceAt, type Target } from '../draft.ts';
import { fail, failMalformed } from '../failure.ts';

export type Pointer = readonly string[];

export function parsePointer(text: string): Pointer {
  if (text === '') return [];
  if (!text.startsWith('/')) failMalformed(`a path must be empty or begin with "/", and "${text}" does not`);
  if (/~(?![01])/.test(text)) failMalformed('in a path "~" must be followed by 0 (for "~") or 1 (for "/")');
  return text
    .slice(1)
    .split('/')
    .map((token) => token.replaceAll('~1', '/').replaceAll('~0', '~'));
}

export const pointerText = (pointer: Pointer): string =>
  pointer.map((token) => `/${token.replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');

/**
 * Where a pointer leads: a property that may or may not be there, an item, or the place after the last item.
 * @throws PatchFailure when what should hold the target is not there.
 */
export function targetOf(draft: Draft, pointer: Pointer): Target {
  let target: Target = { holder: draft.root, key: 0 };
  for (const [index, token] of pointer.entries()) {
    const value = pieceAt(draft, target)?.value;
    const here = pointerText(pointer.slice(0, index)) || 'the whole document';
    if (value === undefined) fail(`there is no ${here}`);
    if (Array.isArray(value)) target = { holder: value, key: indexOf(value, token, here) };
    else if (isObject(value)) target = { holder: value, key: token };
    else fail(`${here} is neither an object nor an array, so it has no "${token}"`);
  }
  return target;
}

function indexOf(array: readonly JsonValue[], token: string, here: string): number {
  if (token === '-') return array.length;
  if (!/^(?:0|[1-9]\d{0,9})$/.test(token)) fail(`"${token}" is no index of the array ${here}`);
  return Number(token);
}
