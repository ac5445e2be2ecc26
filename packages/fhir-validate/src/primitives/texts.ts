/** Texts: string, markdown, code, id. https://hl7.org/fhir/R4/datatypes.html#string */
import { textFormat } from './format.ts';

const mebibyte = 1024 * 1024;
const spacedCode = /^\S+(?:\s\S+)*$/;
const longestId = 64;

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

/** Most codes are short and have no space: those need no regular expression. */
function isCode(text: string): boolean {
  for (let at = 0; at < text.length; at++) {
    const character = text.charCodeAt(at);
    if (character <= 32 || character > 127) return spacedCode.test(text);
  }
  return text.length > 0;
}

function isIdCharacter(character: number): boolean {
  if (character >= 97) return character <= 122;
  if (character >= 65) return character <= 90;
  return (character >= 48 && character <= 57) || character === 45 || character === 46;
}

function isId(text: string): boolean {
  for (let at = 0; at < text.length; at++) if (!isIdCharacter(text.charCodeAt(at))) return false;
  return text.length > 0 && text.length <= longestId;
}

const due = 'text FHIR can keep: some visible character, no control characters but tab and line ends, at most 1 MiB';

export const texts = [
  textFormat('string', due, isText),
  textFormat('markdown', due, isText),
  textFormat('code', 'a code: no space at its start or end, single spaces inside', isCode),
  textFormat('id', 'an id: 1 to 64 letters, digits, "-" and "."', isId),
];
