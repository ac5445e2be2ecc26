/**
 * `node tools/check/src/audit.ts`: known holes in what is installed, as the npm registry knows them. Exit 1 when one of high or
 * critical severity is in what runs in a hospital; without a registry that can be asked it says so. https://docs.npmjs.com/cli/commands/npm-audit
 */
import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';
import { judged } from './audit-report.ts';

const patience = 60_000;
const root = resolve(import.meta.dirname, '../../..');
const words = ['audit', '--json', '--omit=dev', '--fetch-retries=0', '--fetch-timeout=20000'];
const { stdout, error } = spawnSync('npm', words, { cwd: root, encoding: 'utf8', timeout: patience });
const { line, exitCode } = judged(error ? '' : stdout);
console.log(line);
process.exitCode = exitCode;
