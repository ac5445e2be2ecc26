/** How many guesses a password withstands of somebody who tries common words joined, in the order of how common they are. */
import { dictionary } from '@zxcvbn-ts/language-common';

let ranks: ReadonlyMap<string, number> | undefined;

/** Place of a word among the common ones; those of dice-ware count as seldom. */
function rankOf(word: string): number | undefined {
  if (!ranks) {
    const lists = [...dictionary['diceware-common'].map((one) => [one, 7776] as const)];
    const common = dictionary['passwords-common'].map((one, i) => [one, i + 1] as const);
    ranks = new Map([...lists, ...common.toReversed()]);
  }
  return ranks.get(word);
}

const longestWord = 30;
/** What is examined; the rest can only add. */
const examined = 100;
/** Powers of ten: a joint between words, a character that is of no word. */
const [joint, digit, letter] = [0.3, 1, 1.4];
const disguises: Readonly<Record<string, string>> = { 0: 'o', 3: 'e', 4: 'a', 5: 's', 7: 't', '@': 'a', $: 's' };

/** As a power of ten, of the cheapest way to put it together. */
export function guessesOf(password: string): number {
  const plain = password.toLowerCase().slice(0, examined);
  const undisguised = plain.replace(/[03457@$]/g, (sign) => disguises[sign] ?? sign);
  return Math.min(...[plain, ...['l', 'i'].map((one) => undisguised.replaceAll('1', one))].map(cheapest));
}

function cheapest(text: string): number {
  const least = [0];
  for (let end = 1; end <= text.length; end++) {
    let best = least[end - 1]! + costOf(text[end - 1]!);
    for (let start = Math.max(0, end - longestWord); start <= end - 3; start++) {
      const word = text.slice(start, end);
      const again = text.lastIndexOf(word, start - word.length) >= 0 && start >= word.length;
      const rank = again ? 1 : rankOf(word);
      if (rank !== undefined) best = Math.min(best, least[start]! + joint + Math.log10(rank));
    }
    least.push(best);
  }
  return least[text.length]!;
}

function costOf(character: string): number {
  if (/\p{L}/u.test(character)) return letter;
  return /\d/.test(character) ? digit : joint;
}
