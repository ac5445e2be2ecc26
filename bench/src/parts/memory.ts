/** Resident memory of a server process under mixed load. */
import type { Bench } from '../bench.ts';
import { recordOfBundles, someKeys } from '../data/records.ts';
import { seeded } from '../data/seeded.ts';
import { forSeconds, runLoad } from '../load/http-load.ts';
import { requestBytes } from '../load/http-message.ts';
import { mean } from '../measure/statistics.ts';
import type { Figure, Part } from '../part.ts';
import { residentBytes } from '../processes/usage.ts';

export const memory: Part = {
  name: 'memory',
  goals: [7],
  measures:
    'Resident memory of the server process while it reads (16 connections), searches (4) and takes in bundles (2)',
  limit: 'none: an absolute number, and how it grows',
  run,
};

/** Milliseconds between two looks. */
const every = 250;

async function run(bench: Bench): Promise<Figure[]> {
  const url = await recordOfBundles(bench);
  const keys = await someKeys(url, 5_000);
  const patients = await someKeys(url, 200, 'Patient');
  const get = (path: string) => requestBytes({ method: 'GET', path: `/fhir/R4/${path}` });
  const reads = keys.map(get);
  const searches = patients.map((patient) => get(`Observation?patient=${patient}&_sort=-date&_count=50`));
  const bundles = bench.bundles.bundles.map(({ text }) =>
    requestBytes({ method: 'POST', path: '/fhir/R4', body: text }),
  );
  const loads = [
    { connections: 16, requests: reads },
    { connections: 4, requests: searches },
    { connections: 2, requests: bundles },
  ];
  const seen = await bench.withServer(url, async ({ address, pid }) => {
    const samples: number[] = [];
    const timer = setInterval(() => samples.push(residentBytes(pid)), every);
    await Promise.all(
      loads.map(({ connections, requests }, i) => {
        const chance = seeded(i);
        const next = forSeconds(bench.scale.memorySeconds, () => chance.pick(requests));
        return runLoad({ address, connections, next });
      }),
    );
    clearInterval(timer);
    return samples;
  });
  await bench.postgres.drop(url);
  return figuresOf(seen);
}

function figuresOf(samples: readonly number[]): Figure[] {
  const quarter = Math.floor(samples.length / 4);
  const second = mean(samples.slice(quarter, 2 * quarter));
  const last = mean(samples.slice(-quarter));
  const most = Math.max(...samples);
  return [
    { id: 'memory.most', what: 'Most resident memory', unit: 'MB', value: most / 1e6 },
    { id: 'memory.second-quarter', what: 'Mean of the second quarter of the time', unit: 'MB', value: second / 1e6 },
    { id: 'memory.growth', what: 'Last quarter against the second', unit: '×', value: last / second },
  ];
}
