/** GET by id over HTTP. https://hl7.org/fhir/R4/http.html#read */
import { fileURLToPath } from 'node:url';
import type { Bench } from '../bench.ts';
import { recordOfBundles, someKeys } from '../data/records.ts';
import { seeded } from '../data/seeded.ts';
import { forSeconds, type LoadResult, runLoad } from '../load/http-load.ts';
import { requestBytes } from '../load/http-message.ts';
import { median } from '../measure/statistics.ts';
import { compare, takeTurns } from '../measure/take-turns.ts';
import type { Figure, Part } from '../part.ts';
import { startProgram } from '../processes/program.ts';

const connections = 32;
const keys = 20_000;
const bareReads = fileURLToPath(new URL('../limits/bare-reads.ts', import.meta.url));

export const reads: Part = {
  name: 'reads',
  goals: [1],
  measures: 'GET by id over HTTP at 32 connections, every type, addresses at random',
  limit: 'bare node:http with one pipelined PostgreSQL client on the same database',
  run,
};

async function run(bench: Bench): Promise<Figure[]> {
  const url = await recordOfBundles(bench);
  const requests = (await someKeys(url, keys)).map((key) => requestBytes({ method: 'GET', path: `/fhir/R4/${key}` }));
  const limit = await startProgram({ words: [bareReads], environment: { DATABASE_URL: url } });
  try {
    return await bench.withServer(url, async (server) => {
      const results: LoadResult[] = [];
      const limits: LoadResult[] = [];
      const { seconds, rounds } = bench.scale;
      const load = async (address: string, kept: LoadResult[]) => {
        const chance = seeded(kept.length);
        const result = await runLoad({ address, connections, next: forSeconds(seconds, () => chance.pick(requests)) });
        kept.push(result);
        bench.say(
          `  ${kept === results ? 'server' : 'limit '} ${result.rate.toFixed(0)}/s p99 ${result.p99.toFixed(1)}`,
        );
        return result.rate;
      };
      await warmUp([server.address, limit.address], requests);
      const watch = await bench.profiler?.watch(server, url);
      const turns = await takeTurns(rounds, {
        product: () => load(server.address, results),
        limit: () => load(limit.address, limits),
      });
      await watch?.stop();
      const rate = { id: 'reads.rate', what: `GET by id, ${connections} connections`, unit: 'answers/s' };
      return [{ ...rate, ...compare(turns) }, ...times(results, limits)];
    });
  } finally {
    await limit.stop();
  }
}

async function warmUp(addresses: readonly string[], requests: readonly Buffer[]): Promise<void> {
  for (const address of addresses) {
    let at = 0;
    const next = () => (at < 20_000 ? requests[at++ % requests.length] : undefined);
    await runLoad({ address, connections, next });
  }
}

function times(results: readonly LoadResult[], limits: readonly LoadResult[]): Figure[] {
  return (['p50', 'p95', 'p99'] as const).map((name) => ({
    id: `reads.${name}`,
    what: `GET by id, time to answer, ${name}`,
    unit: 'ms',
    value: median(results.map((result) => result[name])),
    limit: median(limits.map((result) => result[name])),
  }));
}
