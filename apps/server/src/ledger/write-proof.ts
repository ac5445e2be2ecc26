/** The work of `charthouse prove`. docs/ledger.md */
import { writeFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { type NoProof, proveAccess, proveVersion, queryDatabase } from '@charthouse/chart-store';
import type { Report } from '../command-line/report.ts';
import { failure } from '../command-line/stop.ts';
import { withDatabase } from '../database/with-database.ts';
import { printPage } from '../proof/print-page.ts';
import type { Settings } from '../settings/settings.ts';
import { publicLines, readKeyFile } from './key-file.ts';

interface Proven {
  readonly type: string;
  readonly id: string;
  readonly version: number | undefined;
}

interface Surroundings {
  readonly out: string | undefined;
  /** Where a page to print is written. */
  readonly print: string | undefined;
  readonly settings: Settings;
  readonly report: Report;
}

/** What was just written has its leaf a moment later. */
const patience = { attempts: 20, pause: 250 };

/** Resolves to the exit code. @throws CommandStop where there is nothing to prove */
export async function writeProof(wanted: Proven, { out, print, settings, report }: Surroundings): Promise<number> {
  const proof = await withDatabase(settings, (url) => proveNow(url, wanted));
  const name = `${wanted.type}/${wanted.id}`;
  if (proof === 'unknown') throw failure(`${name} is not in the record${wanted.version ? ' in this version' : ''}.`);
  if (proof === 'waiting')
    throw failure(`${name} has no leaf in the ledger yet. A running server gives it one; \`charthouse start\` it.`);
  if (print !== undefined) await printProof(print, proof, settings);
  if (out === undefined && print === undefined && !report.json) report.say(proof.replace(/\n$/, ''));
  else if (out !== undefined) await writeFile(out, proof, { mode: 0o600 });
  if (report.json)
    report.say('', { proves: name, ...(out === undefined ? { proof } : { file: out }), ...(print && { print }) });
  else if (out !== undefined)
    report.say(`Wrote the proof of ${name} to ${out}. Check it: charthouse verify --bundle ${out} --key KEY`);
  if (print !== undefined && !report.json)
    report.say(`Wrote the sheet to print to ${print}: open it in a browser and print it, or save it as PDF.`);
  return 0;
}

async function printProof(file: string, proof: string, settings: Settings): Promise<void> {
  const keys = await readKeyFile(settings);
  const page = printPage({ proof, keys: keys ? publicLines(keys) : '', now: Date.now() });
  await writeFile(file, page, { mode: 0o600 });
}

async function proveNow(url: string, { type, id, version }: Proven): Promise<string | NoProof> {
  const database = await queryDatabase(url);
  try {
    const place = type === 'AuditEvent' ? placeOf(id) : undefined;
    for (let attempt = 0; ; attempt++) {
      const proof = place
        ? await proveAccess(database.query, place)
        : await proveVersion(database.query, { type, id, version });
      if (proof !== 'waiting' || attempt === patience.attempts) return proof;
      await sleep(patience.pause);
    }
  } finally {
    await database.close();
  }
}

/** The access row that an AuditEvent is; undefined for one that is stored as a resource. */
function placeOf(id: string): { readonly at: bigint; readonly n: bigint } | undefined {
  const [, at, n] = /^([0-9a-z]{1,12})-([0-9a-z]{1,13})$/.exec(id) ?? [];
  return at === undefined || n === undefined ? undefined : { at: fromBase36(at), n: fromBase36(n) };
}

function fromBase36(digits: string): bigint {
  return [...digits].reduce((sum, digit) => sum * 36n + BigInt(Number.parseInt(digit, 36)), 0n);
}
