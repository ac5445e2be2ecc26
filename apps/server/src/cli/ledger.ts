/** `charthouse ledger`: how the ledger stands, its keys, and going on after an older copy of the database was brought back. */
import { command } from '../command-line/command.ts';
import { wrongUsage } from '../command-line/stop.ts';

const actions = ['status', 'rotate', 'retire', 'resume'] as const;
export type LedgerAction = (typeof actions)[number];

export const ledgerCommand = command({
  name: 'ledger',
  summary: 'Show how the ledger stands, renew its key, let it go on after a restore',
  arguments: { usage: '[status | rotate | retire | resume]', least: 0, most: 1 },
  details: [
    'rotate makes a new key that signs first; the old one signs beside it until retire. Both are leaves that everyone sees, and',
    'public keys of former times stay in the key file. resume: an older copy of the database, or one without its key, is not added',
    'to until somebody says why; then a new log with a name and key of its own continues the tree, and says which head it left.',
    'Witnesses have to be told of the new log. Works with and without a running server.',
  ].join('\n'),
  examples: [
    'charthouse ledger',
    'charthouse ledger rotate',
    'charthouse ledger resume --reason "Restored the backup of 3 March after the disk was lost"',
  ],
  options: { reason: { type: 'string', value: 'TEXT', help: 'resume: why, for everyone who reads the ledger' } },
  async run({ values, positionals: [action = 'status'], settings, report }) {
    if (!(actions as readonly string[]).includes(action))
      throw wrongUsage(`\`charthouse ledger\` does not understand \`${action}\`. See \`charthouse ledger --help\`.`);
    const { reason } = values;
    if (action === 'resume' && !reason?.trim())
      throw wrongUsage('`charthouse ledger resume` needs --reason TEXT. See `charthouse ledger --help`.');
    if (action !== 'resume' && reason !== undefined) throw wrongUsage('--reason goes with resume.');
    const { tendLedger } = await import('../ledger/tend-ledger.ts');
    return tendLedger({ action: action as LedgerAction, reason: reason ?? '' }, { settings, report });
  },
});
