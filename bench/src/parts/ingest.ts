/** Transaction bundles over HTTP: validation, references, history, outbox. https://hl7.org/fhir/R4/http.html#transaction */
import type { Bench } from '../bench.ts';
import { type IngestResult, ingest } from '../data/ingest.ts';
import { withClient } from '../data/records.ts';
import { type Flights, flightsOf, land } from '../limits/flights.ts';
import { transactionRows } from '../limits/transaction-rows.ts';
import { median } from '../measure/statistics.ts';
import { compare, type Turn } from '../measure/take-turns.ts';
import type { Figure, Part } from '../part.ts';
import type { Program } from '../processes/program.ts';
import { cpuMicroseconds } from '../processes/usage.ts';

export const ingestPart: Part = {
  name: 'ingest',
  goals: [2, 3],
  measures: 'Patient bundles as transactions over HTTP, with base validation, references, history and outbox',
  limit: 'the very same rows from buffers made ready, by COPY on one connection into the same tables and indexes',
  run,
};

/** Share of the bundles that is sent before the clock runs, so that both programs are warm. */
const warmShare = 0.1;

interface Ingested extends IngestResult {
  /** Microseconds of the server's processor time for each resource. */
  readonly cpu: number;
}

async function run(bench: Bench): Promise<Figure[]> {
  const one: Ingested[] = [];
  const two: Ingested[] = [];
  const limits: number[] = [];
  const pairs: number[] = [];
  for (let round = 0; round < bench.scale.rounds; round++) {
    const { result, flights } = await viaServer(bench, 1);
    one.push(result);
    limits.push(await viaCopy(bench, flights, 1));
    two.push((await viaServer(bench, 2)).result);
    pairs.push(await viaCopy(bench, flights, 2));
    bench.say(
      `  server ${one.at(-1)?.resourceRate.toFixed(0)}/s, 2 in flight ${two.at(-1)?.resourceRate.toFixed(0)}/s, limit ${limits.at(-1)?.toFixed(0)}/s, 2 connections ${pairs.at(-1)?.toFixed(0)}/s`,
    );
  }
  const turns = (results: readonly Ingested[]): Turn[] =>
    results.map((result, i) => ({ product: result.resourceRate, limit: limits[i] as number }));
  const unit = 'resources/s';
  const all = [...one, ...two];
  return [
    { id: 'ingest.one', what: 'Bundles, one in flight', unit, ...compare(turns(one)) },
    { id: 'ingest.two', what: 'Bundles, two in flight', unit, ...compare(turns(two)) },
    { id: 'ingest.limit-pair', what: 'The limit program on two connections', unit, value: median(pairs) },
    { id: 'ingest.p99', what: 'A bundle, two in flight, p99', unit: 'ms', value: median(two.map((r) => r.p99)) },
    { id: 'ingest.cpu', what: 'Server process, CPU per resource', unit: 'µs', value: median(all.map((r) => r.cpu)) },
  ];
}

async function viaServer(bench: Bench, inFlight: number): Promise<{ result: Ingested; flights: Flights }> {
  const url = await bench.postgres.create();
  const { bundles } = bench.bundles;
  const warm = Math.ceil(bundles.length * warmShare);
  const result = await bench.withServer(url, async (server) => {
    await ingest({ address: server.address, bundles: bundles.slice(0, warm), inFlight });
    await bench.postgres.settle();
    const watch = await bench.profiler?.watch(server, url);
    const all = await timed(server, () => ingest({ address: server.address, bundles: bundles.slice(warm), inFlight }));
    await watch?.stop();
    return all;
  });
  const flights = inFlight === 1 ? flightsOf(await withClient(url, (client) => transactionRows(client))) : noFlights;
  await bench.postgres.drop(url);
  return { result, flights };
}

const noFlights: Flights = { flights: [], statements: new Map() };

async function timed(server: Program, work: () => Promise<IngestResult>): Promise<Ingested> {
  const before = cpuMicroseconds(server.pid);
  const result = await work();
  const used = cpuMicroseconds(server.pid) - before;
  return { ...result, cpu: used / (result.resourceRate * result.seconds) };
}

/** Resources a second. */
async function viaCopy(bench: Bench, all: Flights, connections: number): Promise<number> {
  const url = await bench.postgres.create();
  const warm = Math.ceil(all.flights.length * warmShare);
  await land(url, { ...all, flights: all.flights.slice(0, warm) }, 1);
  await bench.postgres.settle();
  const flights = all.flights.slice(warm);
  const { seconds } = await land(url, { ...all, flights }, connections);
  await bench.postgres.drop(url);
  return flights.reduce((sum, { resources }) => sum + resources, 0) / seconds;
}
