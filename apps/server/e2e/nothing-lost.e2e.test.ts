/** What was acknowledged is there after kill -9 of any process at any moment, and no bundle is there by half. */
import { expect, test } from 'vitest';
import { dataFolder, postmasterOf, type Running, start } from './charthouse.testing.ts';

const rounds = 8;
const entriesPerBundle = 40;
const writers = 4;

interface Sent {
  /** Ids of the bundle's patients. */
  readonly ids: readonly string[];
  acknowledged: boolean;
}

function bundleOf(ids: readonly string[]) {
  const entry = ids.map((id) => ({
    request: { method: 'PUT', url: `Patient/${id}` },
    resource: { resourceType: 'Patient', id, identifier: [{ system: 'http://mrn', value: id }] },
  }));
  return { resourceType: 'Bundle', type: 'transaction', entry };
}

/** Sends bundles, one after the other, until the server is gone. */
async function writeUntilKilled(server: Running, name: string): Promise<Sent[]> {
  const all: Sent[] = [];
  for (let n = 0; ; n++) {
    const sent: Sent = {
      ids: Array.from({ length: entriesPerBundle }, (_, i) => `${name}-${n}-${i}`),
      acknowledged: false,
    };
    all.push(sent);
    try {
      const answer = await fetch(`${server.address}/fhir/R4`, {
        method: 'POST',
        headers: { 'content-type': 'application/fhir+json' },
        body: JSON.stringify(bundleOf(sent.ids)),
      });
      await answer.arrayBuffer();
      if (answer.status === 503) return all;
      expect(answer.status).toBe(200);
      sent.acknowledged = true;
    } catch {
      return all;
    }
  }
}

async function found(server: Running, ids: readonly string[]): Promise<number> {
  const answer = await fetch(`${server.address}/fhir/R4/Patient?_id=${ids.join(',')}&_summary=count`);
  return ((await answer.json()) as { total: number }).total;
}

test('kill -9 of server or PostgreSQL at random points of bundles loses nothing acknowledged and leaves no half bundle', async () => {
  const data = dataFolder();
  const env = { CHARTHOUSE_AUTH: 'off', CHARTHOUSE_DATA: data.path };
  let acknowledged = 0;
  try {
    let server = await start({ env });
    for (let round = 0; round < rounds; round++) {
      const writing = Promise.all(
        Array.from({ length: writers }, (_, w) => writeUntilKilled(server, `r${round}w${w}`)),
      );
      await new Promise((later) => setTimeout(later, 150 + Math.random() * 600));
      if (round % 2 === 1) process.kill(postmasterOf(data.path), 'SIGKILL');
      await server.end('SIGKILL');
      const sent = (await writing).flat();
      server = await start({ env });
      for (const { ids, acknowledged: promised } of sent) {
        const there = await found(server, ids);
        if (promised) expect(there).toBe(entriesPerBundle);
        else expect([0, entriesPerBundle]).toContain(there);
      }
      acknowledged += sent.filter((one) => one.acknowledged).length;
    }
    await server.end('SIGTERM');
  } finally {
    await data.remove();
  }
  expect(acknowledged).toBeGreaterThan(rounds);
}, 240_000);
