/** `charthouse verify`: whether what is recorded was altered, deleted or made up afterwards. docs/ledger.md */
import { command } from '../command-line/command.ts';
import { wrongUsage } from '../command-line/stop.ts';

export const verifyCommand = command({
  name: 'verify',
  summary: 'Check that nobody altered the record: all of it, or a proof from a file',
  details: [
    'Makes every leaf of the ledger again from what the database holds now, and compares tree, checkpoints and cosignatures: names',
    'what was altered, deleted, put in or cut off, the first that is wrong first. The server may run. Exit code 0: it agrees, 1: not.',
    '--checkpoint: also with a checkpoint that somebody kept, such as a witness; --key: with keys besides those of the key file.',
    'With --bundle: checks a proof that was handed over (`charthouse prove` writes one), offline and without a database: says what',
    'it proves, at which time and in which checkpoint, and who witnessed that; or what is wrong. Exit code 0: proven, 1: not proven.',
    'Take the key from whom you trust to know it (the log shows it at /log/keys), not from whom handed you the file.',
  ].join('\n'),
  examples: [
    'charthouse verify',
    'charthouse verify --checkpoint kept-in-march.checkpoint --key witness.keys',
    'charthouse verify --bundle proof.txt --key hospital.example/log+7f0c1a2b+AbCd…',
    'charthouse verify --bundle proof.txt --key hospital.keys --key witness.keys --quorum 2 --json',
  ],
  options: {
    bundle: { type: 'string', value: 'FILE', help: 'the proof; - for standard input' },
    key: {
      type: 'string',
      value: 'KEY',
      multiple: true,
      help: 'public key of the log or of a witness, or a file with one on each line; may be given several times',
    },
    checkpoint: {
      type: 'string',
      value: 'FILE',
      multiple: true,
      help: 'a checkpoint of the log that somebody kept, to compare with; may be given several times',
    },
    quorum: { type: 'string', value: 'N', help: 'how many of the witnesses given must have cosigned (default: all)' },
  },
  async run({ values, settings, report, signal }) {
    const see = 'See `charthouse verify --help`.';
    const { bundle, key, quorum, checkpoint } = values;
    if (bundle === undefined) {
      if (quorum !== undefined) throw wrongUsage(`--quorum goes with --bundle. ${see}`);
      const { verifyLedger } = await import('../ledger/verify-ledger.ts');
      return verifyLedger({ keys: key, checkpoints: checkpoint }, { settings, report, signal });
    }
    if (checkpoint.length > 0) throw wrongUsage(`--checkpoint goes without --bundle. ${see}`);
    if (key.length === 0) throw wrongUsage(`a proof is checked with the public key of its log: give --key. ${see}`);
    if (quorum !== undefined && !/^\d{1,3}$/.test(quorum))
      throw wrongUsage(`--quorum must be a whole number, not \`${quorum}\`. ${see}`);
    const { verifyFile } = await import('../proof/verify-file.ts');
    return verifyFile({ file: bundle, keys: key, quorum: quorum === undefined ? undefined : Number(quorum) }, report);
  },
});
