/** The files in a zip archive, read in any order without unpacking the archive to disk. */
import type { Readable } from 'node:stream';
import yauzl from 'yauzl';
import { failure } from '../../command-line/stop.ts';

export interface ZipEntry {
  readonly name: string;
  /** Bytes unpacked, as `read` gives them. */
  readonly size: number;
}

interface OpenZip {
  readonly file: yauzl.ZipFile;
  readonly entries: ReadonlyMap<string, yauzl.Entry>;
}

/** Archives stay open until `close`, so that their directories are read once. */
export class ZipArchives {
  readonly #open = new Map<string, Promise<OpenZip>>();

  /** @throws CommandStop when it is no zip archive, or broken, or encrypted */
  async entries(path: string): Promise<ZipEntry[]> {
    const { entries } = await this.#zip(path);
    return [...entries.values()].map((entry) => ({ name: entry.fileName, size: entry.uncompressedSize }));
  }

  /** The unpacked bytes of one entry. */
  async read(path: string, name: string): Promise<Readable> {
    const { file, entries } = await this.#zip(path);
    const entry = entries.get(name);
    if (!entry) throw failure(`${name} is no longer in ${path}.`);
    return file.openReadStreamPromise(entry);
  }

  async close(): Promise<void> {
    for (const zip of this.#open.values())
      await zip.then(
        ({ file }) => file.close(),
        () => {},
      );
    this.#open.clear();
  }

  #zip(path: string): Promise<OpenZip> {
    const open = this.#open.get(path) ?? openZip(path);
    this.#open.set(path, open);
    return open;
  }
}

async function openZip(path: string): Promise<OpenZip> {
  const file = await yauzl.openPromise(path, { lazyEntries: true, autoClose: false }).catch((error: Error) => {
    throw unreadable(path, error);
  });
  const entries = new Map<string, yauzl.Entry>();
  try {
    for await (const entry of file.eachEntry()) {
      if (entry.isEncrypted()) throw failure(`${path} is encrypted; unpack it first.`);
      if (!entry.fileName.endsWith('/') && !/(^|\/)(\.|__MACOSX)/.test(entry.fileName))
        entries.set(entry.fileName, entry);
    }
  } catch (error) {
    file.close();
    throw unreadable(path, error as Error);
  }
  return { file, entries };
}

function unreadable(path: string, error: Error) {
  return failure(`the zip archive ${path} cannot be read: ${error.message.replace(/\.$/, '')}.`, error);
}
