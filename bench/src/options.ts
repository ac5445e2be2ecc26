/** The command line of `npm run bench`. */
import { parseArgs } from 'node:util';

export interface Options {
  /** Names of the parts to run; empty: all. */
  readonly only: readonly string[];
  /** Small data and short runs: shows that everything works, is no measurement. */
  readonly quick: boolean;
  /** Turns that the product and the limit program take; absent: as usual. */
  readonly rounds: number | undefined;
  /** Resources of the grown records, smallest first; absent: as usual. */
  readonly grown: readonly number[] | undefined;
  /** Prints the results as one JSON object on stdout. */
  readonly json: boolean;
  /** Profiles the server or the commands, and the statements, of each part. */
  readonly profile: boolean;
  /** Where the report goes; absent: `docs/performance.md` for a whole run, stdout for any other. */
  readonly out: string | undefined;
  /** A file that an earlier run wrote with --json: its parts stand in the report where this run has none. */
  readonly add: string | undefined;
  readonly list: boolean;
  readonly help: boolean;
}

export const usage = `npm run bench -- [options]
  --only NAMES   parts to run, separated by commas (--list names them)
  --quick        small data, short runs: shows that it works, measures nothing
  --rounds N     turns that the product and the limit program take
  --grown N,N    resources of the grown records; 0: none is made. The last is also how many versions ledger-store takes (300,000)
  --profile      also say where the time goes: functions of the server or the commands, statements of the database
  --json         print one JSON object on stdout instead of the report
  --out FILE     write the report there; a whole run writes docs/performance.md
  --add FILE     take the parts that are not run from a file that an earlier run wrote with --json
  --list         name the parts
`;

/** @throws Error for what is no option */
export function readOptions(words: readonly string[]): Options {
  const { values } = parseArgs({
    args: [...words],
    options: {
      only: { type: 'string' },
      quick: { type: 'boolean', default: false },
      rounds: { type: 'string' },
      grown: { type: 'string' },
      json: { type: 'boolean', default: false },
      profile: { type: 'boolean', default: false },
      out: { type: 'string' },
      add: { type: 'string' },
      list: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  const only = (values.only ?? '').split(',').filter((name) => name !== '');
  const rounds = values.rounds === undefined ? undefined : Number(values.rounds);
  if (rounds !== undefined && !(Number.isInteger(rounds) && rounds > 0))
    throw new Error('--rounds takes a whole number');
  const grown = values.grown?.split(',').map(Number);
  if (grown?.some((size) => !Number.isInteger(size) || size < 0))
    throw new Error('--grown takes whole numbers, separated by commas');
  return { ...values, only, rounds, grown: grown?.filter((size) => size > 0), out: values.out, add: values.add };
}
