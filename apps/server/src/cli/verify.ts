/** `charthouse verify`: whether what is recorded was altered, deleted or made up afterwards. docs/ledger.md */
import { command } from '../command-line/command.ts';
import { wrongUsage } from '../command-line/stop.ts';

export const verifyCommand = command({
  name: 'verify',
  summary: 'Check a proof from a file, with public keys alone',
  details: [
    'With --bundle: checks a proof that was handed over (`charthouse prove` writes one), offline and without a database: says what',
    'it proves, at which time and in which checkpoint, and who witnessed that; or what is wrong. Exit code 0: proven, 1: not proven.',
    'Take the key from whom you trust to know it (the log shows it at /log/keys), not from whom handed you the file.',
  ].join('\n'),
  examples: [
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
    quorum: { type: 'string', value: 'N', help: 'how many of the witnesses given must have cosigned (default: all)' },
  },
  async run({ values, report }) {
    const see = 'See `charthouse verify --help`.';
    const { bundle, key, quorum } = values;
    if (bundle === undefined) throw wrongUsage(`\`charthouse verify\` needs --bundle FILE. ${see}`);
    if (key.length === 0) throw wrongUsage(`a proof is checked with the public key of its log: give --key. ${see}`);
    if (quorum !== undefined && !/^\d{1,3}$/.test(quorum))
      throw wrongUsage(`--quorum must be a whole number, not \`${quorum}\`. ${see}`);
    const { verifyFile } = await import('../proof/verify-file.ts');
    return verifyFile({ file: bundle, keys: key, quorum: quorum === undefined ? undefined : Number(quorum) }, report);
  },
});
