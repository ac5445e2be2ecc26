/** What `charthouse start` does: the database, its migrations, the server, and a clean end. */
import { resolve } from 'node:path';
import { migrate, recordServerEvent } from '@charthouse/chart-store';
import type { Report } from '../command-line/report.ts';
import { type OpenDatabase, openDatabase } from '../database/with-database.ts';
import { isEmptyRecord, offerDemo } from '../demo/offer-demo.ts';
import { checkRolesOf } from '../people/roles.ts';
import { changedSettings } from '../settings/rows.ts';
import type { Settings } from '../settings/settings.ts';
import { version } from '../version.ts';
import { startBackground } from './background.ts';
import { freePort } from './listen.ts';
import { createLog, endOnDefect } from './log.ts';
import { serve } from './serve.ts';
import { trimHourly } from './trim-hourly.ts';
import { warningsOf } from './warnings.ts';
import { serveWithWorkers } from './workers.ts';

export interface StartInput {
  readonly settings: Settings;
  readonly report: Report;
  /** Aborted when the server shall stop. */
  readonly signal: AbortSignal;
}

/** Milliseconds a stop may take: for requests in flight, at least for the database after them, and in all. */
const patience = { requests: 4_000, database: 3_000, all: 9_000 };

/** Runs the server until the signal; resolves when everything is closed. */
export async function runServer({ settings: given, report, signal }: StartInput): Promise<void> {
  const began = performance.now();
  const log = createLog();
  let asked = 0;
  signal.addEventListener('abort', () => (asked = performance.now()));
  endOnDefect(log);
  checkRolesOf(given);
  const settings = { ...given, port: given.port || (await freePort(given)) }; // its own address is known to all parts
  const database = await openDatabase(settings, { own: true, log: (line) => log.info(line) });
  try {
    const { migrations, unpromised } = await migrate({ connectionString: database.url });
    if (migrations.length > 0) log.info({ migrations }, 'the database was brought up to date');
    if (unpromised.length > 0) log.warn({ objects: unpromised }, 'no migration made these, they are left alone');
    const tell = (action: string, note: string) =>
      settings.audit === 'off' ? Promise.resolve() : recordServerEvent(database.url, { action, note });
    if (migrations.length > 0) await tell('configuration', `migrations ${migrations.join(', ')}`);
    if (signal.aborted) return;
    if (settings.auth === 'on') await tellFirstAdministrator(settings, database.url, report);
    const run = settings.workers > 1 ? serveWithWorkers : serve;
    const serving = await run({ settings, databaseUrl: database.url, log });
    await tell('start', `Charthouse ${version}: ${changedSettings(settings)}`);
    const isEmpty = await isEmptyRecord(database.url);
    const seconds = (performance.now() - began) / 1000;
    announce(report, settings, { address: serving.address, database, seconds, isEmpty });
    if (isEmpty) void offerDemo({ settings, report, signal });
    const endTrims = trimHourly({ settings, databaseUrl: database.url, log });
    const background = startBackground({ settings, databaseUrl: database.url, log });
    await aborted(signal);
    report.say('Stopping: answering what is in flight', { event: 'stopping' });
    await Promise.all([serving.close(patience.requests), endTrims(), background.close()]);
    await tell('stop', `Charthouse ${version}`).catch(() => {});
  } finally {
    const spent = performance.now() - (asked || performance.now());
    await database.close(Math.max(patience.database, patience.all - spent));
  }
  report.say('Stopped', { event: 'stopped' });
}

async function tellFirstAdministrator(settings: Settings, databaseUrl: string, report: Report): Promise<void> {
  const { firstAdministrator } = await import('../people/first-administrator.ts');
  const first = await firstAdministrator(settings, databaseUrl);
  if (first)
    report.say(`Nobody can sign in yet. As ${first.email}, choose a password, once, within a day: ${first.link}`, {
      event: 'first administrator',
      ...first,
    });
}

interface Started {
  readonly address: string;
  readonly database: OpenDatabase;
  readonly seconds: number;
  /** Nothing was ever written. */
  readonly isEmpty: boolean;
}

function announce(report: Report, settings: Settings, { address, database, seconds, isEmpty }: Started): void {
  const dataFolder = database.origin === 'given' ? undefined : resolve(settings.dataDir);
  const warnings = warningsOf(settings);
  const known = settings.publicUrl ?? address;
  const text = [
    `Charthouse ${version} is ready (${seconds.toFixed(1)} s)`,
    `  Address      ${known}`,
    `  FHIR R4 API  ${known}/fhir/R4`,
    dataFolder
      ? `  Data folder  ${dataFolder} (embedded PostgreSQL; database.url has its address)`
      : '  Database     as DATABASE_URL says',
    ...warnings.map((warning) => `  WARNING      ${warning}`),
    'Next:',
    ...(isEmpty ? ['  npx charthouse demo           loads a synthetic hospital to try everything on'] : []),
    '  npx charthouse import PATH    loads FHIR bundles, NDJSON files or whole folders',
    ...(settings.auth === 'on' ? hintsWithSignIn : [`  curl '${address}/fhir/R4/Patient?_count=3'`]),
    '  Ctrl-C stops the server.',
  ].join('\n');
  report.say(text, { event: 'ready', version, address, dataFolder, seconds: Number(seconds.toFixed(3)), warnings });
}

/** Nobody reads anything without a token. */
const hintsWithSignIn = [
  '  npx charthouse client add --name "First steps" --scope "system/*.cruds"    lets a program in, and says how it begins',
  '  npx charthouse user add --email E --name N --role R                        lets a person in',
];

function aborted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((done) => signal.addEventListener('abort', () => done(), { once: true }));
}
