/** The nightly look at charts, with people reading beside it. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Bench } from '../bench.ts';
import { someKeys, withClient } from '../data/records.ts';
import { seeded } from '../data/seeded.ts';
import { staysOf } from '../data/stays.ts';
import { forSeconds, type LoadResult, runLoad } from '../load/http-load.ts';
import { requestBytes } from '../load/http-message.ts';
import { median } from '../measure/statistics.ts';
import type { Figure, Part } from '../part.ts';
import { runCommand } from '../processes/command.ts';
import { withoutTexts } from '../processes/server.ts';

export const completionNight: Part = {
  name: 'completion-night',
  goals: [14],
  measures:
    'The nightly job of record completion over every chart of a record, all rules through the door; GET by id, one after the other, before and while it runs',
  limit: 'the same reads on the same server while no job runs',
  run,
};

const kind = 'look at charts';

async function run(bench: Bench): Promise<Figure[]> {
  const { stays } = bench.scale;
  const url = await bench.postgres.create();
  try {
    await load(bench, url, stays);
    const settings = { ...withoutTexts, CHARTHOUSE_COMPLETION: 'on', CHARTHOUSE_LEDGER: 'off' };
    return await bench.withServer(url, ({ address }) => measure(bench, url, address), settings);
  } finally {
    await bench.postgres.drop(url);
  }
}

async function load(bench: Bench, url: string, stays: number): Promise<void> {
  bench.say(`Importing ${stays} stays`);
  const folder = join(bench.folder, 'stays');
  mkdirSync(folder, { recursive: true });
  for (const [type, ofType] of Map.groupBy(staysOf(stays, Date.now()), (one) => one.type))
    writeFileSync(join(folder, `${type}.ndjson`), ofType.map(({ text }) => `${text}\n`).join(''));
  const environment = { DATABASE_URL: url, CHARTHOUSE_DATA: join(bench.folder, 'stays-import') };
  await runCommand(['import', folder], environment);
  await withClient(url, (client) => client.query('vacuum analyze'));
}

interface Round {
  readonly alone: LoadResult;
  readonly beside: LoadResult;
  readonly seconds: number;
}

async function measure(bench: Bench, url: string, address: string): Promise<Figure[]> {
  bench.say('  The first look, which writes what it finds');
  const first = await jobEnded(url, 0);
  await followed(url);
  await withClient(url, (client) => client.query('vacuum analyze'));
  const chance = seeded(1);
  const requests = (await someKeys(url, 20_000)).map((key) => requestBytes({ method: 'GET', path: `/fhir/R4/${key}` }));
  const reads = (next: () => Buffer | undefined) => runLoad({ address, connections: 1, next });
  const pick = () => chance.pick(requests);
  await reads(forSeconds(bench.scale.seconds, pick));
  const rounds: Round[] = [];
  for (let round = 0; round < Math.min(3, bench.scale.rounds); round++) {
    const alone = await reads(forSeconds(bench.scale.seconds * 2, pick));
    const job = await enqueue(url);
    let isOver = false;
    const ended = jobEnded(url, job).finally(() => {
      isOver = true;
    });
    const beside = await reads(() => (isOver ? undefined : pick()));
    const { seconds } = await ended;
    bench.say(`  ${seconds.toFixed(1)} s; reads ${alone.rate.toFixed(0)}/s, beside it ${beside.rate.toFixed(0)}/s`);
    rounds.push({ alone, beside, seconds });
  }
  return figuresOf(first, rounds);
}

function figuresOf(first: Ended, rounds: readonly Round[]): Figure[] {
  const of = (value: (round: Round) => number) => median(rounds.map(value));
  const { charts } = first;
  const perTenThousand = (seconds: number) => (seconds / charts) * 10_000;
  return [
    {
      ...{ id: 'completion-night.first', what: `The first look at ${charts} charts, told for 10,000`, unit: 's' },
      value: perTenThousand(first.seconds),
    },
    {
      ...{ id: 'completion-night.job', what: `Every night again, ${charts} charts, told for 10,000`, unit: 's' },
      value: perTenThousand(of(({ seconds }) => seconds)),
    },
    {
      ...{ id: 'completion-night.reads', what: 'GET by id beside it, one after the other', unit: 'requests/s' },
      value: of(({ beside }) => beside.rate),
      limit: of(({ alone }) => alone.rate),
      share: of(({ beside, alone }) => beside.rate / alone.rate),
    },
    ...(['p50', 'p95', 'p99'] as const).map((one) => ({
      ...{ id: `completion-night.reads.${one}`, what: `The same: ${one}`, unit: 'ms' },
      value: of(({ beside }) => beside[one]),
      limit: of(({ alone }) => alone[one]),
    })),
  ];
}

/** As the clock does it at night. */
async function enqueue(url: string): Promise<number> {
  return withClient(url, async (client) => {
    const { rows } = await client.query<{ id: string }>(
      'insert into job (kind, max_attempts) values ($1, 20) returning id',
      [kind],
    );
    return Number(rows[0]?.id);
  });
}

interface Ended {
  readonly seconds: number;
  readonly charts: number;
}

/** Waits for the newest job from this id on. @throws Error when it failed, or refused charts */
async function jobEnded(url: string, from: number): Promise<Ended> {
  return withClient(url, async (client) => {
    for (;;) {
      const { rows } = await client.query(
        `select state, done::int, refused::int, error, extract(epoch from finished - started)::float8 as seconds
         from job where kind = $1 and id >= $2 order by id desc limit 1`,
        [kind, from],
      );
      const [job] = rows;
      if (job?.state === 'failed' || job?.refused > 0)
        throw new Error(`the nightly job: ${job.error}, ${job.refused} refused`);
      if (job?.state === 'done') return { seconds: job.seconds, charts: job.done };
      await sleep(100);
    }
  });
}

/** What the job wrote has been looked at as a change of the record. */
async function followed(url: string): Promise<void> {
  await withClient(url, async (client) => {
    const waiting = `select count(*)::int as n from outbox o join outbox_consumer c on c.name = 'completion' where (o.xid, o.seq) > (c.xid, c.seq)`;
    while ((await client.query(waiting)).rows[0].n > 0) await sleep(200);
  });
}
