/** What decides on access here: the code of the package `access` as a digest, each role by itself, and what the settings choose. docs/ledger.md */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { policies, roles } from '@charthouse/access';
import { choicesOf } from '../people/choices.ts';
import type { Settings } from '../settings/settings.ts';
import { version } from '../version.ts';
import { sha256 } from './cryptography.ts';

/** As the content of a leaf. */
export function policiesInForce(settings: Settings): object {
  const { roles: _, ...choices } = choicesOf(settings);
  return {
    software: version,
    auth: settings.auth,
    code: codeDigest(dirname(fileURLToPath(import.meta.resolve('@charthouse/access')))),
    roles: Object.fromEntries(Object.entries(roles).map(([id, role]) => [id, digest(JSON.stringify(role))])),
    policies: policies.map(({ id }) => id),
    choices,
    idleMinutes: settings.idleMinutes,
  };
}

/** Of all files that are no tests, with their names. */
function codeDigest(folder: string): string {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => name.replaceAll('\\', '/'))
    .filter((name) => name.endsWith('.ts') && !/\.(test|testing)\.ts$/.test(name))
    .sort();
  return digest(names.map((name) => `${name} ${digest(readFileSync(join(folder, name), 'utf8'))}\n`).join(''));
}

function digest(text: string): string {
  return Buffer.from(sha256(Buffer.from(text))).toString('hex');
}
