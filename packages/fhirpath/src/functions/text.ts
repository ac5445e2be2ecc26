/** Functions of text. https://hl7.org/fhirpath/N1/#string-manipulation */
import { failed } from '../error.ts';
import { characterAt, charactersOf, lengthOf, sliceOf } from '../values/characters.ts';
import { singleInteger, singleText } from '../values/system.ts';
import { none } from '../values/value.ts';
import { eager, type FunctionDefinition, ofText } from './definition.ts';
import { decode, encode } from './encoding.ts';
import { escapeFor, unescapeFrom } from './escaping.ts';
import { matches, replaceMatches } from './regex.ts';

export const text: readonly FunctionDefinition[] = [
  ofText('indexOf', 1, (own, part) => characterAt(own, own.indexOf(part))),
  ofText('lastIndexOf', 1, (own, part) => characterAt(own, own.lastIndexOf(part))),
  eager('substring', [1, 2], (input, [start, length]) => {
    const own = singleText(input, 'substring()');
    const from = singleInteger(start!, 'The start of substring()');
    const count = length && singleInteger(length, 'The length of substring()');
    if (own === undefined || from === undefined || from < 0 || from >= lengthOf(own)) return none;
    return [sliceOf(own, from, count === undefined ? undefined : from + Math.max(0, count))];
  }),
  ofText('startsWith', 1, (own, part) => own.startsWith(part)),
  ofText('endsWith', 1, (own, part) => own.endsWith(part)),
  ofText('contains', 1, (own, part) => own.includes(part)),
  ofText('upper', 0, (own) => own.toUpperCase()),
  ofText('lower', 0, (own) => own.toLowerCase()),
  ofText('replace', 2, (own, part, by) =>
    part === '' ? ['', ...charactersOf(own), ''].join(by) : own.replaceAll(part, () => by),
  ),
  ofText('matches', 1, (own, pattern) => matches(pattern, own)),
  ofText('matchesFull', 1, (own, pattern) => matches(`^(?:${pattern})$`, own)),
  ofText('replaceMatches', 2, (own, pattern, by) =>
    pattern === '' ? own : replaceMatches(own, pattern, by.replace(/\$\{(\w+)\}/g, '$<$1>')),
  ),
  ofText('length', 0, lengthOf),
  ofText('toChars', 0, charactersOf),
  ofText('trim', 0, (own) => own.trim()),
  ofText('split', 1, (own, separator) => (separator === '' ? charactersOf(own) : own.split(separator))),
  eager('join', [0, 1], (input, [separator]) => {
    const glue = separator ? (singleText(separator, 'The separator of join()') ?? '') : '';
    if (input.length === 0) return none;
    return [input.map((item) => singleText([item], 'join()') ?? '').join(glue)];
  }),
  ofText('encode', 1, (own, format) => encode(own, format) ?? unknownFormat(format)),
  ofText('decode', 1, (own, format) => decode(own, format)),
  ofText('escape', 1, (own, target) => escapeFor(own, target) ?? unknownFormat(target)),
  ofText('unescape', 1, (own, target) => unescapeFrom(own, target) ?? unknownFormat(target)),
];

function unknownFormat(name: string): never {
  throw failed(`"${name}" is no format known here.`);
}
