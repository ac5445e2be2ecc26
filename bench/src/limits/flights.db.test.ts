import { type Change, openStore } from '@charthouse/chart-store';
import { parseJson, type Resource } from '@charthouse/fhir-model';
import { createSearch } from '@charthouse/fhir-search';
import { migratedDatabase } from '@charthouse/testkit';
import { expect, test } from 'vitest';
import { madeUpBundles } from '../data/made-up-bundles.ts';
import { withClient } from '../data/records.ts';
import { type NamedText, resourcesOf } from '../data/resources.ts';
import { flightsOf, land } from './flights.ts';
import { newestXid, transactionRows } from './transaction-rows.ts';

const resources = madeUpBundles(1).flatMap((text) => resourcesOf({ text, entries: 0 }));

async function record() {
  const database = await migratedDatabase();
  return database;
}

/** One transaction per part. */
async function write(url: string, parts: readonly (readonly NamedText[])[]): Promise<void> {
  const store = await openStore({ connectionString: url });
  const search = createSearch({ hash: store.hash, ...store.ids });
  for (const part of parts) {
    const changes = part.map(({ type, id, text }): Change => {
      const index = search.extract(parseJson(text).value as Resource);
      return { type, id, op: 'create', version: 1, lastUpdated: 1_700_000_000_000, body: text, index };
    });
    await store.transaction((tx) => tx.write(changes));
  }
  await store.close();
}

const tables = ['res', 'tok', 'str', 'dat', 'qty', 'ref'];
const queries = [
  ...tables.map((table) => `select t::text as row from ${table} t order by 1`),
  'select rid, tid, id, ver, op, lu from outbox order by rid',
];

const contents = (url: string) =>
  withClient(url, async (client) => {
    const found: unknown[][] = [];
    for (const query of queries) found.push((await client.query(query)).rows);
    return found;
  });

test('what the store wrote, many rows and few, is written again row by row', async () => {
  const [from, to] = [await record(), await record()];
  await write(from.url, [resources.slice(0, 100), ...resources.slice(100, 104).map((one) => [one])]);
  const transactions = await withClient(from.url, (client) => transactionRows(client));
  expect(transactions.map((one) => one.resources)).toEqual([100, 1, 1, 1, 1]);
  const landing = await land(to.url, flightsOf(transactions), 2);
  expect(landing.times).toHaveLength(5);
  expect(await contents(to.url)).toEqual(await contents(from.url));
  await Promise.all([from.drop(), to.drop()]);
});

test('transactions before a given one are left out', async () => {
  const from = await record();
  await write(from.url, [resources.slice(0, 3)]);
  const after = await withClient(from.url, newestXid);
  await write(from.url, [resources.slice(3, 5)]);
  const transactions = await withClient(from.url, (client) => transactionRows(client, { after }));
  expect(transactions.map((one) => one.resources)).toEqual([2]);
  await from.drop();
});
