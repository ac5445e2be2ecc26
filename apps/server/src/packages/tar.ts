/** The files of a gzip-compressed tar archive, as npm makes it. https://pubs.opengroup.org/onlinepubs/9799919799/utilities/pax.html#tag_20_94_13_06 */
import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream';
import { createGunzip } from 'node:zlib';

export interface TarFile {
  readonly name: string;
  readonly content: Buffer;
}

export class BrokenArchive extends Error {
  override readonly name = 'BrokenArchive';
}

const block = 512;
/** Bytes of one file: what is larger is no package of definitions. */
const largestFile = 256 * 2 ** 20;

/** Regular files in their order. @throws BrokenArchive */
export async function* filesOfTgz(path: string): AsyncGenerator<TarFile> {
  const take = taker(path);
  let longName: string | undefined;
  for (;;) {
    const header = await take(block);
    if (header.every((byte) => byte === 0)) return;
    if (text(header, 257, 5) !== 'ustar' || !isWhole(header))
      throw new BrokenArchive('it holds no tar archive, or a damaged one');
    const size = Number.parseInt(text(header, 124, 12).trim() || '0', 8);
    if (!(size <= largestFile)) throw new BrokenArchive('it holds a file that is too large');
    const content = await take(size);
    await take((block - (size % block)) % block);
    const kind = text(header, 156, 1);
    if (kind === 'L') longName = content.toString('utf8').replace(/\0.*$/s, '');
    else if (kind === 'x') longName = paxPath(content) ?? longName;
    else if (kind === '' || kind === '0') {
      const prefix = text(header, 345, 155);
      yield { name: longName ?? (prefix ? `${prefix}/` : '') + text(header, 0, 100), content };
    }
    if (kind !== 'L' && kind !== 'x') longName = undefined;
  }
}

/** The sum of the bytes of a header, its own place taken as blanks. */
function isWhole(header: Buffer): boolean {
  const sum = header.reduce((all, byte, at) => all + (at >= 148 && at < 156 ? 0x20 : byte), 0);
  return Number.parseInt(text(header, 148, 8).trim(), 8) === sum;
}

function paxPath(content: Buffer): string | undefined {
  return /^\d+ path=(.*)$/m.exec(content.toString('utf8'))?.[1];
}

function taker(path: string): (size: number) => Promise<Buffer> {
  const unpacked = pipeline(createReadStream(path), createGunzip(), () => {});
  const source = unpacked[Symbol.asyncIterator]();
  let rest: Buffer = Buffer.alloc(0);
  return async (size) => {
    const parts = [rest];
    let have = rest.length;
    while (have < size) {
      const next = await source.next().catch((error: Error) => {
        throw new BrokenArchive(
          error.message === 'incorrect header check'
            ? 'it is neither a .tgz file nor a folder with a package.json'
            : error.message,
        );
      });
      if (next.done) throw new BrokenArchive('it ends too early');
      parts.push(next.value as Buffer);
      have += (next.value as Buffer).length;
    }
    const all = parts.length === 1 ? rest : Buffer.concat(parts, have);
    rest = all.subarray(size);
    return all.subarray(0, size);
  };
}

function text(header: Buffer, at: number, width: number): string {
  return header.toString('utf8', at, at + width).replace(/\0.*$/s, '');
}
