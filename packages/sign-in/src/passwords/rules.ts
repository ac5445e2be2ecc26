/**
 * Which passwords are taken: https://pages.nist.gov/800-63-4/sp800-63b.html#passwordver (SP 800-63B-4, 3.1.1.2): at least 15 characters
 * where a password alone may sign in, at least 64 allowed, no rules of composition, none that are common or name the person.
 */
import { dictionary } from '@zxcvbn-ts/language-common';
import { guessesOf } from './guesses.ts';

export const leastCharacters = 15;
const mostCharacters = 256;
/** As a power of ten. */
const leastGuesses = 10;

export interface Owner {
  readonly email: string;
  readonly name: string;
}

let common: ReadonlySet<string> | undefined;

/** Why a password is not taken and what to do; undefined when it is. */
export function passwordProblem(password: string, owner: Owner): string | undefined {
  const text = password.normalize('NFKC');
  const length = [...text].length;
  if (length < leastCharacters)
    return `The password has ${length} characters; at least ${leastCharacters} are needed. Several words in a row are easy to remember.`;
  if (length > mostCharacters) return `The password has ${length} characters; at most ${mostCharacters} are taken.`;
  const plain = text.toLowerCase();
  common ??= new Set(dictionary['passwords-common']);
  const words = common;
  if ([plain, lettersOf(plain)].some((one) => words.has(one) || isRepetition(one, words)))
    return 'The password is on lists that attackers try first, or repeats one that is. Take another.';
  if (partsOf(owner).some((part) => withoutPart(plain, part) < leastCharacters / 2))
    return 'The password is little more than your name, your address or the name of this program. Take another.';
  if (guessesOf(plain) < leastGuesses)
    return 'The password is put together from few common words, which attackers try. Take four or more words that have nothing to do with each other.';
  return undefined;
}

/** What is left of `password1234567!`: digits and signs around a common word are the first that attackers add. */
function lettersOf(text: string): string {
  return text.replace(/\P{L}+/gu, '');
}

/** One common word, or one short piece, again and again: `passwordpassword`, `abcabcabcabcabc`. */
function isRepetition(text: string, words: ReadonlySet<string>): boolean {
  const piece = /^(.+?)\1+$/.exec(text)?.[1];
  return piece !== undefined && (piece.length < 8 || words.has(piece));
}

function partsOf({ email, name }: Owner): string[] {
  const parts = [email, email.split('@')[0] ?? '', name, ...name.split(/\s+/), 'charthouse'];
  return parts.map((part) => part.toLowerCase()).filter((part) => part.length >= 4);
}

function withoutPart(text: string, part: string): number {
  return text.replaceAll(part, '').length;
}
