/** The chart of a patient with 2,000 encounters and 20,000 results: what the server does for it, and what a person waits for. */
import { openBrowser } from '@charthouse/testkit/chromium';
import { longChart, longPatient } from '@charthouse/testkit/long-chart';
import { beginMeasuring, scrollFrames, untilFirstRow } from '@charthouse/testkit/screen-speed';
import type { Bench } from '../bench.ts';
import { withClient } from '../data/records.ts';
import { runLoad } from '../load/http-load.ts';
import { requestBytes } from '../load/http-message.ts';
import { median } from '../measure/statistics.ts';
import type { Figure, Part } from '../part.ts';

const size = { encounters: 2_000, observations: 20_000 };

export const chart: Part = {
  name: 'chart',
  goals: [12],
  measures: `The chart of one patient with ${size.encounters} encounters and ${size.observations} results: pages of the server one after the other, and a browser that opens and scrolls it`,
  limit: 'none: absolute numbers',
  run,
};

const perBundle = 1_000;
const [asked, opened] = [100, 5];

/** What the chart reads for its first screen, and what it reads on. */
const calls = {
  patient: `Patient/${longPatient}`,
  timeline: `Encounter?patient=${longPatient}&_sort=-date&_count=200&_elements=period,class,type,status,serviceProvider,reasonCode,subject`,
  results: `Observation?patient=${longPatient}&_sort=-date&_count=200&_elements=code,value,effective,status,component,category,subject,interpretation,referenceRange`,
  trend: `Observation?subject=Patient/${longPatient}&code=http://loinc.org%7C2823-3&_sort=-date&_count=500&_elements=effective,value,code,status,referenceRange`,
};

async function run(bench: Bench): Promise<Figure[]> {
  const url = await bench.postgres.create();
  const figures = await bench.withServer(url, async ({ address }) => {
    await load(address);
    await withClient(url, (client) => client.query('vacuum analyze'));
    return [...(await serverTimes(address)), ...(await screenTimes(address))];
  });
  await bench.postgres.drop(url);
  return figures;
}

async function load(address: string): Promise<void> {
  const entries = longChart(size).map((resource) => {
    const { resourceType, id } = resource as { resourceType: string; id: string };
    return { resource, request: { method: 'PUT', url: `${resourceType}/${id}` } };
  });
  for (let from = 0; from < entries.length; from += perBundle) {
    const body = { resourceType: 'Bundle', type: 'transaction', entry: entries.slice(from, from + perBundle) };
    const headers = { 'content-type': 'application/fhir+json' };
    const answer = await fetch(`${address}/fhir/R4`, { method: 'POST', headers, body: JSON.stringify(body) });
    if (!answer.ok) throw new Error(`loading the chart: ${answer.status} ${(await answer.text()).slice(0, 500)}`);
    await answer.arrayBuffer();
  }
}

async function serverTimes(address: string): Promise<Figure[]> {
  const figures: Figure[] = [];
  for (const [name, path] of Object.entries(calls)) {
    const request = requestBytes({ method: 'GET', path: `/fhir/R4/${path}` });
    let left = asked;
    const { p50, p95 } = await runLoad({ address, connections: 1, next: () => (left-- > 0 ? request : undefined) });
    figures.push(
      { id: `chart.${name}.p50`, what: `Server time of its ${name}, median`, unit: 'ms', value: p50 },
      { id: `chart.${name}.p95`, what: `Server time of its ${name}, p95`, unit: 'ms', value: p95 },
    );
  }
  return figures;
}

async function screenTimes(address: string): Promise<Figure[]> {
  const browser = await openBrowser();
  try {
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
    const cold: number[] = [];
    const warm: number[] = [];
    for (let i = 0; i < opened; i++) {
      await page.goto(`${address}/patients/${longPatient}`);
      cold.push(await untilFirstRow(page, 'Timeline'));
      await beginMeasuring(page);
      await page.getByRole('link', { name: 'Results', exact: true }).click();
      warm.push(await untilFirstRow(page, 'Results'));
    }
    const frames = await scrollFrames(page, 'Results', { frames: 300 });
    return [
      { id: 'chart.first-paint', what: 'From the address to the first rows', unit: 'ms', value: median(cold) },
      { id: 'chart.results-paint', what: 'From a click to the first of the results', unit: 'ms', value: median(warm) },
      { id: 'chart.frame', what: 'Between frames while it scrolls, median', unit: 'ms', value: frames.median },
      { id: 'chart.frame.p95', what: 'Between frames while it scrolls, p95', unit: 'ms', value: frames.p95 },
      { id: 'chart.work', what: 'Work of the page for one frame', unit: 'ms', value: frames.work },
    ];
  } finally {
    await browser.close();
  }
}
