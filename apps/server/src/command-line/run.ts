/** Understands a command line, runs its command, and turns what happens into an exit code. */
import { parseArgs } from 'node:util';
import { readSettings } from '../settings/read.ts';
import { closest } from './closest.ts';
import type { Command, OptionTable, OptionValues } from './command.ts';
import { helpOf, overview, standardOptions } from './help.ts';
import { createReport, type Report } from './report.ts';
import { CommandStop, wrongUsage } from './stop.ts';

/** What a command line is run with. */
export interface Surroundings {
  readonly commands: readonly Command[];
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Aborted when the process is asked to end. */
  readonly signal: AbortSignal;
  readonly reportFor?: (json: boolean) => Report;
}

/** Runs `charthouse …`. Resolves to the exit code: 0 done, 1 the work failed, 2 wrong usage. */
export async function runCommandLine(words: readonly string[], surroundings: Surroundings): Promise<number> {
  const report = (surroundings.reportFor ?? createReport)(words.includes('--json'));
  try {
    return await dispatch(words, surroundings, report);
  } catch (error) {
    report.fail(messageOf(error));
    return error instanceof CommandStop ? error.exitCode : 1;
  }
}

async function dispatch(words: readonly string[], surroundings: Surroundings, report: Report): Promise<number> {
  const [name, ...rest] = words;
  if (name === undefined || name === '--help' || name === '-h' || name === 'help') {
    const about = name === 'help' && rest[0] ? find(rest[0], surroundings.commands) : undefined;
    report.say(about ? helpOf(about) : overview(surroundings.commands), { help: about?.name ?? 'overview' });
    return name === undefined ? 2 : 0;
  }
  const command = find(name === '--version' || name === '-v' ? 'version' : name, surroundings.commands);
  const { values, positionals } = parse(command, rest);
  if (values.help) {
    report.say(helpOf(command), { help: command.name });
    return 0;
  }
  checkArguments(command, positionals);
  const { settings, notes } = readSettings(surroundings.environment);
  for (const note of notes) report.warn(note);
  return command.run({ values, positionals, settings, report, signal: surroundings.signal });
}

function find(name: string, commands: readonly Command[]): Command {
  const found = commands.find((command) => command.name === name);
  if (found) return found;
  const meant = closest(
    name,
    commands.map((command) => command.name),
  );
  const hint = meant ? `Did you mean \`charthouse ${meant}\`?` : '`charthouse --help` lists the commands.';
  throw wrongUsage(`there is no command \`${name}\`. ${hint}`);
}

function parse(command: Command, words: readonly string[]) {
  const table: OptionTable = { ...command.options, ...standardOptions };
  const parsed = understand(command, table, words);
  const values = Object.fromEntries(
    Object.entries(table).map(([name, option]) => {
      const given = parsed.values[name];
      return [name, given ?? (option.multiple ? [] : option.type === 'boolean' ? false : undefined)];
    }),
  );
  return { values: values as OptionValues<OptionTable>, positionals: parsed.positionals };
}

function understand(command: Command, table: OptionTable, words: readonly string[]) {
  try {
    return parseArgs({ args: [...words], options: { ...table }, allowPositionals: true, strict: true });
  } catch (error) {
    const unknown = /Unknown option '(?:-+)([^']+)'/.exec((error as Error).message)?.[1];
    const meant = unknown && closest(unknown, Object.keys(table));
    const hint = meant ? `Did you mean \`--${meant}\`?` : `See \`charthouse ${command.name} --help\`.`;
    const what = unknown
      ? `\`charthouse ${command.name}\` has no option \`--${unknown}\``
      : (error as Error).message.split(/\.?\s+To specify|\n/)[0];
    throw wrongUsage(`${what}. ${hint}`);
  }
}

function checkArguments(command: Command, positionals: readonly string[]): void {
  const { least, most, usage } = command.arguments ?? { least: 0, most: 0, usage: '' };
  const see = `See \`charthouse ${command.name} --help\`.`;
  if (positionals.length < least) throw wrongUsage(`\`charthouse ${command.name}\` needs ${usage}. ${see}`);
  if (positionals.length > most) {
    throw wrongUsage(`\`charthouse ${command.name}\` does not understand \`${positionals[most]}\`. ${see}`);
  }
}

/** Named errors carry a sentence for people; a bare one is a defect and shows where it happened. */
function messageOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const defect = ['Error', 'TypeError', 'RangeError', 'ReferenceError', 'SyntaxError'].includes(error.name);
  return defect ? (error.stack ?? error.message) : error.message;
}
