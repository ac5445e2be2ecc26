/** Just enough of the tar format (POSIX ustar) to write a backup any tool can list, and to read it back as a stream. */

/** https://pubs.opengroup.org/onlinepubs/9799919799/utilities/pax.html#tag_20_94_13_06 */
const blockSize = 512;

export interface TarEntry {
  /** At most 100 ASCII characters. */
  readonly name: string;
  readonly content: Buffer;
}

/** The blocks of one entry. `time`: milliseconds since 1970. */
export function tarBlocks({ name, content }: TarEntry, time: number): Buffer[] {
  const header = Buffer.alloc(blockSize);
  if (!/^[\x21-\x7e]{1,100}$/.test(name))
    throw new Error(`"${name}" is too long or strange for a name in a tar archive.`);
  header.write(name, 0, 'ascii');
  octal(header, 0o600, { at: 100, width: 8 });
  octal(header, 0, { at: 108, width: 8 });
  octal(header, 0, { at: 116, width: 8 });
  octal(header, content.length, { at: 124, width: 12 });
  octal(header, Math.floor(time / 1000), { at: 136, width: 12 });
  header.write('        0', 148, 'ascii'); // spaces while the checksum is made, then the kind: a regular file
  header.write('ustar\x0000', 257, 'latin1');
  octal(header, checksum(header), { at: 148, width: 7 });
  const padding = (blockSize - (content.length % blockSize)) % blockSize;
  return [header, content, Buffer.alloc(padding)];
}

/** What ends an archive. */
export const tarEnd = Buffer.alloc(2 * blockSize);

/** The entries of an archive in their order. @throws BrokenTar when it ends early or is none */
export async function* tarEntries(chunks: AsyncIterable<Buffer>): AsyncGenerator<TarEntry> {
  const take = taker(chunks);
  for (;;) {
    const header = await take(blockSize);
    if (header.every((byte) => byte === 0)) return;
    const expected = Number.parseInt(text(header, 148, 8), 8);
    const summed = Buffer.from(header);
    summed.fill(' ', 148, 156);
    if (text(header, 257, 5) !== 'ustar' || checksum(summed) !== expected) throw new BrokenTar('a header is damaged');
    const size = Number.parseInt(text(header, 124, 12), 8);
    const content = await take(size);
    await take((blockSize - (size % blockSize)) % blockSize);
    yield { name: text(header, 0, 100), content };
  }
}

export class BrokenTar extends Error {
  override readonly name = 'BrokenTar';
}

function taker(chunks: AsyncIterable<Buffer>): (size: number) => Promise<Buffer> {
  const source = chunks[Symbol.asyncIterator]();
  let rest: Buffer = Buffer.alloc(0);
  return async (size) => {
    const parts = [rest];
    let have = rest.length;
    while (have < size) {
      const next = await source.next();
      if (next.done) throw new BrokenTar('it ends too early');
      parts.push(next.value);
      have += next.value.length;
    }
    const all = parts.length === 1 ? rest : Buffer.concat(parts, have);
    rest = all.subarray(size);
    return all.subarray(0, size);
  };
}

function octal(header: Buffer, value: number, { at, width }: { at: number; width: number }): void {
  header.write(`${value.toString(8).padStart(width - 1, '0')}\0`, at, 'ascii');
}

function text(header: Buffer, at: number, width: number): string {
  return header.toString('latin1', at, at + width).replace(/\0.*$/s, '');
}

function checksum(header: Buffer): number {
  return header.reduce((sum, byte) => sum + byte, 0);
}
