/** Texts: string, markdown, code, id. https://hl7.org/fhir/R4/datatypes.html#string */
import { isId } from '@charthouse/fhir-model';
import { textFormat } from './format.ts';

const mebibyte = 1024 * 1024;
const code = /^\S+(?:\s\S+)*$/;

function isText(text: string): boolean {
  if (text.length > mebibyte) return false;
  let visible = false;
  for (let at = 0; at < text.length; at++) {
    const character = text.charCodeAt(at);
    if (character > 32) visible = true;
    else if (character < 32 && character !== 9 && character !== 10 && character !== 13) return false;
  }
  return visible;
}

const due = 'text FHIR can keep: some visible character, no control characters but tab and line ends, at most 1 MiB';

export const texts = [
  textFormat('string', due, isText),
  textFormat('markdown', due, isText),
  textFormat('code', 'a code: no space at its start or end, single spaces inside', (text) => code.test(text)),
  textFormat('id', 'an id: 1 to 64 letters, digits, "-" and "."', isId),
];
