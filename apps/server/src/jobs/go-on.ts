/** The command that goes on with a job which no server runs. */
import { backupKindName, type Job } from '@charthouse/chart-store';
import { importKindName } from '../import/import-kind.ts';
import { type ValidateInput, validateKindName } from '../quality/validate-kind.ts';

/** By kind, the words after `charthouse`. */
const commands: Readonly<Record<string, (input: Job['input']) => readonly string[]>> = {
  [importKindName]: (input) => ['import', '--resume', ...(input as { readonly paths: readonly string[] }).paths],
  [validateKindName]: (input) => validateWords(input as ValidateInput),
  [backupKindName]: (input) => ['backup', (input as { readonly file: string }).file],
};

function validateWords({ types, profiles, warnings }: ValidateInput): string[] {
  return [
    ...['validate', '--stored', '--resume'],
    ...(warnings ? ['--warnings'] : []),
    ...types.flatMap((type) => ['--type', type]),
    ...profiles.flatMap((url) => ['--profile', url]),
  ];
}

/** True for jobs that run only in the process of their command. */
export function isRunByCommand(kind: string): boolean {
  return kind in commands;
}

/** Undefined while it runs, where a server goes on with it, and when there is nothing to go on with. */
export function goOnCommand({ kind, input }: Pick<Job, 'kind' | 'input'>, state: string): string | undefined {
  if (!['stopped', 'interrupted', 'failed', 'cancelled'].includes(state)) return undefined;
  const words = commands[kind]?.(input);
  return words && ['charthouse', ...words.map(quoted)].join(' ');
}

/** As a shell takes it for one word. */
function quoted(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}
