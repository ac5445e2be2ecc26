/** A sequencer that a test kills: `node killed-sequencer.testing.ts DATABASE FOLDER`. Says when it begins, and when it is about to sign. */
import { appendFileSync, existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { KeptHead } from './checkpoints.ts';
import { testSigner } from './ledger.testing.ts';
import { startSequencer } from './sequencer.ts';

/** Keeps every head that was ever published beside the last one. */
export function headIn(folder: string): KeptHead {
  const path = join(folder, 'head');
  return {
    read: async () => (existsSync(path) ? readFileSync(path, 'utf8') : undefined),
    write: async (note) => {
      appendFileSync(join(folder, 'heads'), `${JSON.stringify(note)}\n`);
      writeFileSync(`${path}.partial`, note);
      renameSync(`${path}.partial`, path);
    },
  };
}

if (process.argv[1] === import.meta.filename) {
  const [, , connectionString = '', folder = ''] = process.argv;
  startSequencer({
    connectionString,
    keys: async () => {
      process.stdout.write('begun\n'); // it has its place
      return { signers: [testSigner()] };
    },
    head: headIn(folder),
    onHalted: (reason) => console.error(`halted: ${reason}`),
    onFailure: (error) => console.error(error),
  });
}
