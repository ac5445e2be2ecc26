/** Which writing can be printed, and in which order words of it stand. */

/** DejaVu Sans draws these; East Asian and Indic scripts and Thai it does not. */
const printable =
  /[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{Script=Armenian}\p{Script=Georgian}\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Common}\p{Script=Inherited}]/u;

export const isPrintable = (text: string) => [...text].every((letter) => printable.test(letter));

const rightToLeft = /[\p{Script=Hebrew}\p{Script=Arabic}]/u;

/** Letters within a word are turned when they are drawn; words that follow each other have to be turned here. */
export function inReadingOrder(line: string): string {
  if (!rightToLeft.test(line)) return line;
  const turned: string[] = [];
  let run: string[] = [];
  const end = () => {
    turned.push(...run.reverse());
    run = [];
  };
  for (const word of line.split(' '))
    if (rightToLeft.test(word)) run.push(word);
    else {
      end();
      turned.push(word);
    }
  end();
  return turned.join(' ');
}
