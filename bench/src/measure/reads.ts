/** GET by id from the product and from its limit program, in turn. */
import { fileURLToPath } from 'node:url';
import type { Bench } from '../bench.ts';
import { someKeys } from '../data/records.ts';
import { seeded } from '../data/seeded.ts';
import { forSeconds, type LoadResult, runLoad } from '../load/http-load.ts';
import { requestBytes } from '../load/http-message.ts';
import { startProgram } from '../processes/program.ts';
import { type Turn, takeTurns } from './take-turns.ts';

/** Connections of the load generator. */
export const readConnections = 32;

export interface ReadResults {
  readonly turns: readonly Turn[];
  readonly product: readonly LoadResult[];
  readonly limit: readonly LoadResult[];
}

const keys = 20_000;
const warmUps = 20_000;
const bareReads = fileURLToPath(new URL('../limits/bare-reads.ts', import.meta.url));

/** Every type, addresses at random, from the record of this database. */
export async function measureReads(bench: Bench, url: string): Promise<ReadResults> {
  const requests = (await someKeys(url, keys)).map((key) => requestBytes({ method: 'GET', path: `/fhir/R4/${key}` }));
  const bare = await startProgram({ words: [bareReads], environment: { DATABASE_URL: url } });
  try {
    return await bench.withServer(url, async (server) => {
      const product: LoadResult[] = [];
      const limit: LoadResult[] = [];
      const load = (address: string, kept: LoadResult[]) => async () => {
        const chance = seeded(kept.length);
        const next = forSeconds(bench.scale.seconds, () => chance.pick(requests));
        const result = await runLoad({ address, connections: readConnections, next });
        kept.push(result);
        bench.say(
          `  ${kept === product ? 'server' : 'limit'} ${result.rate.toFixed(0)}/s p99 ${result.p99.toFixed(1)} ms`,
        );
        return result.rate;
      };
      for (const { address } of [server, bare]) await warmUp(address, requests);
      const watch = await bench.profiler?.watch(server, url);
      const programs = { product: load(server.address, product), limit: load(bare.address, limit) };
      const turns = await takeTurns(bench.scale.rounds, programs);
      await watch?.stop();
      return { turns, product, limit };
    });
  } finally {
    await bare.stop();
  }
}

async function warmUp(address: string, requests: readonly Buffer[]): Promise<void> {
  let at = 0;
  const next = () => (at < warmUps ? requests[at++ % requests.length] : undefined);
  await runLoad({ address, connections: readConnections, next });
}
