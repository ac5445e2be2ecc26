/** Help texts, made from the commands' own tables. */
import type { Command, CommandOption, OptionTable } from './command.ts';

/** Options every command has. */
export const standardOptions = {
  help: { type: 'boolean', short: 'h', help: 'show this help' },
  json: { type: 'boolean', help: 'say one JSON object per line' },
} as const satisfies OptionTable;

/** What `charthouse --help` shows. */
export function overview(commands: readonly Command[]): string {
  const rows = commands.map((command) => [usageOf(command), command.summary] as const);
  return [
    'Charthouse keeps the health record: a FHIR R4 store on PostgreSQL, started with one command.',
    '',
    'Usage: charthouse COMMAND [OPTIONS]',
    '',
    'Commands:',
    ...columns(rows),
    '',
    'Options:',
    ...columns([
      ['-h, --help', standardOptions.help.help],
      ['-v, --version', 'the same as `charthouse version`'],
    ]),
    '',
    '`charthouse COMMAND --help` explains one command. Settings come from the environment (CHARTHOUSE_…): see README.md.',
  ].join('\n');
}

/** What `charthouse COMMAND --help` shows. */
export function helpOf(command: Command): string {
  const options = Object.entries({ ...command.options, ...standardOptions });
  const rows = options.map(([name, option]) => [flagsOf(name, option), option.help] as const);
  return [
    `Usage: charthouse ${usageOf(command)} [OPTIONS]`,
    '',
    command.details ?? `${command.summary}.`,
    '',
    'Options:',
    ...columns(rows),
    ...(command.examples ? ['', 'Examples:', ...command.examples.map((example) => `  ${example}`)] : []),
  ].join('\n');
}

function usageOf(command: Command): string {
  return command.arguments ? `${command.name} ${command.arguments.usage}` : command.name;
}

function flagsOf(name: string, option: CommandOption): string {
  const short = option.short ? `-${option.short}, ` : '';
  const value = option.type === 'string' ? ` ${option.value ?? 'VALUE'}` : '';
  return `${short}--${name}${value}${option.multiple ? ' …' : ''}`;
}

function columns(rows: readonly (readonly [string, string])[]): string[] {
  const width = Math.max(...rows.map(([left]) => left.length));
  return rows.map(([left, right]) => `  ${left.padEnd(width)}  ${right}`);
}
