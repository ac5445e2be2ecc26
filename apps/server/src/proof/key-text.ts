/** A public key on the command line: itself, or a file that holds keys. https://c2sp.org/signed-note#verifier-keys */
import { readFile } from 'node:fs/promises';
import { failure, wrongUsage } from '../command-line/stop.ts';

/** Lines of text with one key each. @throws CommandStop for what is neither a key nor a file that can be read */
export async function keyText(word: string): Promise<string> {
  if (/^[^+\s]+\+[0-9a-f]{8}\+[A-Za-z0-9+/=]+$/.test(word)) return word;
  return readFile(word, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw error.code === 'ENOENT' || error.code === 'ENAMETOOLONG'
      ? wrongUsage(`\`${word.slice(0, 200)}\` is neither a public key (name+8 hex digits+base64) nor a file with keys.`)
      : failure(`cannot read ${word}: ${error.message}.`, error);
  });
}
