/** How the ledger stands: until when the record was verified, checkpoints, witnesses. docs/ledger.md */
import { type LedgerStatus, ledgerStatus } from '@charthouse/chart-store';
import type { Result } from '../call.ts';
import type { Operation } from './operation.ts';

const out = (name: string, type: string, documentation: string) => ({
  name,
  use: 'out' as const,
  min: 0,
  max: '1',
  type,
  documentation,
});

export const ledger: Operation = {
  definition: {
    id: 'ledger',
    code: 'ledger',
    title: 'How the ledger stands',
    description:
      'Until when the record was verified against the ledger, how large that is, and which witnesses cosigned it. What does not agree is told by `charthouse verify`.',
    parameter: [
      out('log', 'string', 'Name of the log.'),
      out('leaves', 'decimal', 'How many there are.'),
      out('halted', 'string', 'Why nothing is added; absent: all is well.'),
      out('checkpoint', 'instant', 'When the last checkpoint was signed.'),
      out('checkpoints', 'decimal', 'How many are kept.'),
      out('verifiedTo', 'instant', 'Everything recorded until then was compared with the ledger.'),
      out('verified', 'boolean', 'Whether it agreed.'),
      {
        ...{ name: 'witness', use: 'out', min: 0, max: '*', documentation: 'A witness that cosigned.' },
        part: [
          out('name', 'string', 'Of its key.'),
          out('leaves', 'decimal', 'Of the largest checkpoint it cosigned.'),
          out('at', 'instant', 'When that was.'),
        ],
      },
    ],
  },
  levels: ['system'],
  affectsState: false,
  handle: async (_call, { store }) => answer(await ledgerStatus(store.search)),
};

function answer({ origin, size, halted, checkpoints, lastCheckpoint, verified, witnesses }: LedgerStatus): Result {
  const parameter = [
    ...(origin === null ? [] : [{ name: 'log', valueString: origin }]),
    { name: 'leaves', valueDecimal: size },
    ...(halted === null ? [] : [{ name: 'halted', valueString: halted }]),
    ...(lastCheckpoint === null ? [] : [{ name: 'checkpoint', valueInstant: instant(lastCheckpoint) }]),
    { name: 'checkpoints', valueDecimal: checkpoints },
    ...(verified
      ? [
          { name: 'verifiedTo', valueInstant: instant(verified.to) },
          { name: 'verified', valueBoolean: verified.holds },
        ]
      : []),
    ...witnesses.map(({ name, size: leaves, at }) => ({
      name: 'witness',
      part: [
        { name: 'name', valueString: name },
        { name: 'leaves', valueDecimal: leaves },
        { name: 'at', valueInstant: instant(at) },
      ],
    })),
  ];
  return { status: 200, body: JSON.stringify({ resourceType: 'Parameters', parameter }) };
}

const instant = (milliseconds: number) => new Date(milliseconds).toISOString();
