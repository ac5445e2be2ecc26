/** What the ledger costs on top of recording: the same server that adds to it, and one that leaves it to others, in turn. docs/ledger.md */
import type { Bench } from '../bench.ts';
import { recordOfBundles, someKeys, withClient } from '../data/records.ts';
import { seeded } from '../data/seeded.ts';
import { forSeconds, runLoad } from '../load/http-load.ts';
import { requestBytes } from '../load/http-message.ts';
import { compare, takeTurns } from '../measure/take-turns.ts';
import type { Figure, Part } from '../part.ts';
import { startServer } from '../processes/server.ts';
import { observationsOf } from './writes/observations.ts';

export const ledgerCost: Part = {
  name: 'ledger-cost',
  goals: [8],
  measures: 'GET by id at 32 connections and creates at 8, with the sequencer of the ledger beside them',
  limit: 'the same server without it (CHARTHOUSE_LEDGER=off)',
  run,
};

const warmUps = 5_000;

async function run(bench: Bench): Promise<Figure[]> {
  const url = await recordOfBundles(bench);
  const chance = seeded(1);
  const reads = (await someKeys(url, 20_000)).map((key) => requestBytes({ method: 'GET', path: `/fhir/R4/${key}` }));
  const observations = observationsOf(await someKeys(url, 1_000, 'Patient'), 1);
  const create = () => requestBytes({ method: 'POST', path: '/fhir/R4/Observation', body: observations.another() });
  const loads = {
    reads: { what: 'GET by id', connections: 32, pick: () => chance.pick(reads) },
    creates: { what: 'Creates', connections: 8, pick: create },
  };
  const rateOf = (load: Load, ledger: 'on' | 'off') => () => rate(bench, url, { ...load, ledger });
  const figures: Figure[] = [];
  for (const [kind, load] of Object.entries(loads)) {
    const turns = await takeTurns(bench.scale.rounds, { product: rateOf(load, 'on'), limit: rateOf(load, 'off') });
    figures.push({
      id: `ledger-cost.${kind}`,
      what: `${load.what}, with the ledger`,
      unit: 'answers/s',
      ...compare(turns),
    });
  }
  await bench.postgres.drop(url);
  return figures;
}

interface Load {
  readonly connections: number;
  readonly pick: () => Buffer;
}

/** Of a server of its own: two at a time would sequence for each other. */
async function rate(bench: Bench, url: string, { connections, pick, ledger }: Load & { readonly ledger: string }) {
  const server = await startServer({
    databaseUrl: url,
    folder: bench.folder,
    environment: { CHARTHOUSE_LEDGER: ledger },
  });
  try {
    let sent = 0;
    const { address } = server;
    await runLoad({ address, connections, next: () => (sent++ < warmUps ? pick() : undefined) });
    if (ledger === 'on') await sequenced(url);
    await bench.postgres.settle();
    return (await runLoad({ address, connections, next: forSeconds(bench.scale.seconds, pick) })).rate;
  } finally {
    await server.stop();
  }
}

/** What the other server left has its leaves. */
async function sequenced(url: string): Promise<void> {
  await withClient(url, async (client) => {
    for (let waiting = 1; waiting > 0; ) {
      await new Promise((again) => setTimeout(again, 100));
      const { rows } = await client.query<{ n: number }>('select count(*)::int as n from access_pending');
      waiting = rows[0]!.n > 5 ? 1 : 0;
    }
  });
}
