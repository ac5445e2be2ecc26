/** How the ledger is kept, witnessed and anchored: docs/ledger.md */
import { readWitnesses } from '../witness/peers.ts';
import { httpAddress, integer, onOff, text } from './parsers.ts';
import { optional, setting } from './setting.ts';

export const ledgerSettings = {
  ledger: setting({
    name: 'CHARTHOUSE_LEDGER',
    default: 'on',
    parse: onOff,
    help: '`off`: this server leaves it to others to add to the ledger and to verify it; what is written waits until one does',
    part: 'ledger',
  }),
  ledgerKey: optional({
    name: 'CHARTHOUSE_LEDGER_KEY',
    parse: text,
    help: 'file with the private key of the ledger, the same for all servers of one record; absent: `ledger.key` in the data folder, made at the first start',
    part: 'ledger',
  }),
  witnesses: setting({
    name: 'CHARTHOUSE_WITNESSES',
    default: '',
    parse: readWitnesses,
    help: 'witnesses that cosign the heads of the ledger: `KEY URL` of each, as `charthouse witness` says them, separated by commas',
    part: 'ledger',
  }),
  anchorUrl: optional({
    name: 'CHARTHOUSE_ANCHOR_URL',
    parse: httpAddress,
    help: 'JSON-RPC of a node of the public chain that heads of the ledger are anchored in; absent: none are',
    part: 'ledger',
  }),
  anchorContract: optional({
    name: 'CHARTHOUSE_ANCHOR_CONTRACT',
    parse: text,
    help: 'address of the contract there; `charthouse anchor deploy` makes one',
    part: 'ledger',
  }),
  anchorKeyFile: optional({
    name: 'CHARTHOUSE_ANCHOR_KEY_FILE',
    parse: text,
    help: 'file with the private key that pays for it (0x and 64 hex digits)',
    part: 'ledger',
  }),
  anchorHours: setting({
    name: 'CHARTHOUSE_ANCHOR_HOURS',
    default: '24',
    parse: integer(1, 8_760),
    help: 'hours from one anchored head to the next',
    part: 'ledger',
  }),
} as const;
