/** The shape of a command: one file in `cli/`, named by one line in `cli/index.ts`. Its help is made from this table. */
import type { Settings } from '../settings/settings.ts';
import type { Report } from './report.ts';

export interface CommandOption {
  readonly type: 'boolean' | 'string';
  /** What it does, as a phrase. */
  readonly help: string;
  /** What the help calls the value of a `string` option, e.g. `DIR`. */
  readonly value?: string;
  readonly short?: string;
  /** May be given several times. */
  readonly multiple?: boolean;
}

export type OptionTable = Readonly<Record<string, CommandOption>>;

/** What a run gets for each option: false or undefined when it was not given. */
export type OptionValues<O extends OptionTable> = { readonly [Name in keyof O]: OptionValue<O[Name]> };

type OptionValue<O extends CommandOption> = O extends { readonly multiple: true }
  ? readonly string[]
  : O['type'] extends 'boolean'
    ? boolean
    : O['type'] extends 'string'
      ? string | undefined
      : boolean | string | readonly string[] | undefined;

export interface CommandInput<O extends OptionTable> {
  readonly values: OptionValues<O>;
  /** The arguments that are no options, as many as `arguments` allows. */
  readonly positionals: readonly string[];
  readonly settings: Settings;
  /** Where everything that is said goes: lines for people, or with `--json` one JSON object per line. */
  readonly report: Report;
  /** Aborted on SIGINT, SIGTERM or SIGHUP: end cleanly and soon. */
  readonly signal: AbortSignal;
}

export interface CommandDefinition<O extends OptionTable> {
  /** The word after `charthouse`. */
  readonly name: string;
  /** One line for the list of commands. */
  readonly summary: string;
  /** How arguments are written, e.g. `PATH…`; absent: none are allowed. */
  readonly arguments?: { readonly usage: string; readonly least: number; readonly most: number };
  /** Sentences below the usage line. */
  readonly details?: string;
  readonly examples?: readonly string[];
  /** `--help` and `--json` are added to every command. */
  readonly options: O;
  /**
   * Does the work; import heavy parts here with `await import`, so that `--help` stays quick. Resolves to the exit code
   * (0: done, 1: the work failed); throw `failure(…)` for exit code 1 and `wrongUsage(…)` for 2.
   */
  run(input: CommandInput<O>): Promise<number>;
}

/** A command whose option types were checked where it was defined. */
export type Command = CommandDefinition<OptionTable>;

/** Defines a command; `values` of its run have the types of its options. */
export function command<const O extends OptionTable>(definition: CommandDefinition<O>): Command {
  return { ...definition, run: (input) => definition.run(input as CommandInput<O>) };
}
