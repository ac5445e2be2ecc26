/**
 * What a witness has cosigned, as files: for each log a folder, in it a numbered file for each step. The next number is taken with
 * `link`, which fails where it exists: of two processes, or two requests, that step on from one state only one can.
 * https://c2sp.org/tlog-witness#add-checkpoint
 */
import { randomBytes } from 'node:crypto';
import { link, mkdir, open, readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { type Cosigned, parseCheckpoint, parseNote, type Witness } from '@charthouse/ledger';
import { sha256 } from '../ledger/cryptography.ts';

export interface StateFolder {
  readonly memory: Witness['memory'];
  /** The latest cosigned checkpoint, by the lower-case hex of the SHA-256 of the log's origin. */
  latestNote(originHash: string): Promise<string | undefined>;
  /** Keeps a request that was refused although the log signed it: it may show that the log has two histories. Resolves to the file. */
  keepRefused(body: string): Promise<string>;
}

/** Earlier steps that stay, for whoever has to look into it. */
const keptSteps = 20n;
/** A log that misbehaves for long must not fill the disk. */
const keptRefusals = 100;

export function stateFolder(root: string): StateFolder {
  const folderOf = (originHash: string) => join(root, 'logs', originHash);
  const latestNote = async (originHash: string) => (await latestStep(folderOf(originHash)))?.note;
  return {
    latestNote,
    memory: {
      latest: async (origin) => headOf(await latestNote(hashOf(origin))),
      advance: async (origin, { from, note }) => {
        const folder = folderOf(hashOf(origin));
        await mkdir(folder, { recursive: true, mode: 0o700 });
        const latest = await latestStep(folder);
        if ((headOf(latest?.note)?.size ?? 0n) !== from) return false;
        return step(folder, (latest?.number ?? 0n) + 1n, note);
      },
    },
    keepRefused: async (body) => {
      const folder = join(root, 'refused');
      await mkdir(folder, { recursive: true, mode: 0o700 });
      const hash = Buffer.from(sha256(Buffer.from(body))).toString('hex');
      const file = join(folder, `${hash.slice(0, 32)}.txt`);
      if ((await readdir(folder)).length < keptRefusals) await writeDurably(file, body);
      return file;
    },
  };
}

function hashOf(origin: string): string {
  return Buffer.from(sha256(Buffer.from(origin))).toString('hex');
}

function headOf(note: string | undefined): Cosigned | undefined {
  if (note === undefined) return undefined;
  const { size, root } = parseCheckpoint(parseNote(note).text);
  return { size, root };
}

/** @throws when the file cannot be read: that is not the same as none */
async function latestStep(folder: string): Promise<{ readonly number: bigint; readonly note: string } | undefined> {
  for (;;) {
    const number = (await stepsOf(folder)).at(-1);
    if (number === undefined) return undefined;
    const note = await readFile(join(folder, nameOf(number)), 'utf8').catch(onlyAbsent);
    if (note !== undefined) return { number, note };
  }
}

async function stepsOf(folder: string): Promise<bigint[]> {
  const names = (await readdir(folder).catch(onlyAbsent)) ?? [];
  return names
    .filter((name) => /^\d{20}$/.test(name))
    .toSorted()
    .map(BigInt);
}

const nameOf = (number: bigint) => number.toString().padStart(20, '0');

/** Resolves to whether this step, and no other, became the latest. */
async function step(folder: string, number: bigint, note: string): Promise<boolean> {
  const unfinished = join(folder, `unfinished-${randomBytes(8).toString('hex')}`);
  try {
    await writeDurably(unfinished, note);
    await link(unfinished, join(folder, nameOf(number)));
    await sync(folder);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  } finally {
    await rm(unfinished, { force: true });
  }
  const steps = await stepsOf(folder);
  for (const old of steps) if (old + keptSteps < number) await rm(join(folder, nameOf(old)), { force: true });
  return steps.at(-1) === number; // a later one: this number had been cleared away before it was taken
}

async function writeDurably(path: string, text: string): Promise<void> {
  const file = await open(path, 'w', 0o600);
  try {
    await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
}

async function sync(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  await handle.sync().finally(() => handle.close());
}

function onlyAbsent(error: NodeJS.ErrnoException): undefined {
  if (error.code === 'ENOENT') return undefined;
  throw error;
}
