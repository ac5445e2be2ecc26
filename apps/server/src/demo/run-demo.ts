/** The demo hospital as a command: opens the record, shows how it goes, and says what to do next. */
import type { Size } from '@charthouse/demo-hospital';
import type { CommandInput, OptionTable } from '../command-line/command.ts';
import { clock, count, counted } from '../command-line/figures.ts';
import { createProgressLine } from '../command-line/progress-line.ts';
import { failure } from '../command-line/stop.ts';
import { withDatabase } from '../database/with-database.ts';
import { ownAddress } from '../settings/own-address.ts';
import { type Parts, wire } from '../wire.ts';
import { addAccounts, type DemoAccount, removeAccounts } from './accounts.ts';
import { type Loaded, loadDemo } from './load-demo.ts';
import { passDay } from './pass-day.ts';
import { removeDemo } from './remove-demo.ts';
import { demoState } from './state.ts';

export interface DemoOptions {
  readonly does: 'load' | 'day' | 'remove';
  readonly seed: string;
  readonly size: Size;
  readonly besideOthers: boolean;
}

type Surroundings = Pick<CommandInput<OptionTable>, 'settings' | 'report' | 'signal'>;

interface Opened extends Surroundings {
  readonly parts: Parts;
  readonly databaseUrl: string;
}

/** Resolves to the exit code. @throws CommandStop */
export async function runDemo(options: DemoOptions, surroundings: Surroundings): Promise<number> {
  const { settings, report } = surroundings;
  report.begin('Opening the record');
  return withDatabase(settings, async (databaseUrl) => {
    const parts = await wire(settings, databaseUrl);
    const opened = { ...surroundings, parts, databaseUrl };
    try {
      await ways[options.does](options, opened);
      return 0;
    } finally {
      await parts.close();
    }
  });
}

const ways: Readonly<Record<DemoOptions['does'], (options: DemoOptions, opened: Opened) => Promise<void>>> = {
  load,
  day: pass,
  remove,
};

/** The day by the hospital's own clock: it stands in Chicago. */
function hospitalDay(now: number): string {
  return new Intl.DateTimeFormat('en-CA', { timeZone: 'America/Chicago' }).format(now);
}

async function load(
  { seed, size, besideOthers }: DemoOptions,
  { parts, report, signal, databaseUrl, settings }: Opened,
): Promise<void> {
  const line = createProgressLine(report, process.stderr, () => performance.now());
  const begun = performance.now();
  const seconds = () => (performance.now() - begun) / 1000;
  report.begin('Loading the demo hospital');
  const loaded = await loadDemo(
    { seed, size, day: hospitalDay(Date.now()) },
    {
      ...{ parts, signal, besideOthers },
      onProgress: (done, share) => {
        const left = share > 0.02 ? (seconds() * (1 - share)) / share : undefined;
        line.show({ what: 'resources', done, rate: done / seconds(), share, ...(left !== undefined && { left }) });
      },
    },
  ).finally(line.clear);
  const accounts = await addAccounts(databaseUrl);
  tellLoaded(loaded, { accounts, seconds: seconds(), report, address: ownAddress(settings) });
}

interface Told extends Pick<Surroundings, 'report'> {
  readonly accounts: readonly DemoAccount[];
  readonly seconds: number;
  readonly address: string;
}

function tellLoaded({ manifest, written }: Loaded, { accounts, seconds, report, address }: Told): void {
  const { morning, deficiencies, charts } = manifest;
  const width = Math.max(...accounts.map(({ email }) => email.length));
  const text = [
    `The demo hospital is loaded: ${count(written)} resources in ${clock(seconds)} (seed ${manifest.seed}, as of ${manifest.day})`,
    `  ${morning.inHouse} patients in house; ${morning.dischargedYesterday} discharged yesterday, of whose charts ${morning.received} were received and ${morning.missing} are missing`,
    `  ${deficiencies} deficiencies planted on ${charts} charts; Library/demo-hospital lists them`,
    `Sign in at ${address} as (passwords are told once):`,
    ...accounts.map(({ email, password, title }) => `  ${email.padEnd(width)}  ${password}  ${title}`),
    'Next:',
    '  charthouse demo --day       lets a day pass',
    '  charthouse demo --remove    removes it again',
  ].join('\n');
  const { cases, ...counts } = manifest;
  report.say(text, { loaded: written, seconds, ...counts, planted: cases.length, accounts });
}

async function pass(_: DemoOptions, { parts, report, signal }: Opened): Promise<void> {
  const line = createProgressLine(report, process.stderr, () => performance.now());
  const begun = performance.now();
  let written = 0;
  const passed = await passDay({
    ...{ parts, signal, today: hospitalDay(Date.now()) },
    onWritten: (count) => {
      written += count;
      line.show({ what: 'resources', done: written, rate: written / ((performance.now() - begun) / 1000) });
    },
  }).finally(line.clear);
  const aged = passed.aged > 0 ? `, ${counted(passed.aged, 'chart')} in which a clock runs became a day older` : '';
  report.say(`A day passed: ${passed.left} went home, ${passed.inHouse} are in house${aged}. It is ${passed.day}.`, {
    ...passed,
    written,
  });
}

async function remove(_: DemoOptions, { parts, report, signal, databaseUrl }: Opened): Promise<void> {
  if (!(await demoState(parts.store))) throw failure('there is no demo hospital in this record.');
  const line = createProgressLine(report, process.stderr, () => performance.now());
  const begun = performance.now();
  const accounts = await removeAccounts(databaseUrl);
  const { removed, kept } = await removeDemo({
    ...{ parts, signal },
    onRemoved: (done, of) =>
      line.show({
        what: 'resources removed',
        done,
        rate: done / ((performance.now() - begun) / 1000),
        share: done / of,
      }),
  }).finally(line.clear);
  const stays = 'What stays: their ids without content, and what the access log and the ledger tell of them.';
  report.say(`Removed ${counted(removed, 'resource')} and ${counted(accounts, 'account')}. ${stays}`, {
    removed,
    accounts,
    kept,
  });
  if (kept.length > 0)
    report.warn(
      `records of others refer to ${counted(kept.length, 'resource')} of the demo, which stay: ${kept.slice(0, 5).join(', ')}.`,
    );
}
