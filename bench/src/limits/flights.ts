/** Transactions made ready as bytes, and sent: PostgreSQL's own work is all that is left of a write. */
import pg from 'pg';
import { sendMessages } from './send-messages.ts';
import type { Table, TransactionRows } from './transaction-rows.ts';
import { copyData, execute, prepare, sync } from './wire-message.ts';

export interface Flight {
  /** `begin`, the rows of each table, `commit`. */
  readonly bytes: Buffer;
  readonly resources: number;
}

export interface Flights {
  readonly flights: readonly Flight[];
  /** Texts of the statements that the flights name. */
  readonly statements: ReadonlyMap<string, string>;
}

/** Up to this many rows, values are cheaper than a COPY. */
const few = 16;

export function flightsOf(transactions: readonly TransactionRows[]): Flights {
  const statements = new Map([
    ['begin', 'begin'],
    ['commit', 'commit'],
  ]);
  const flights = transactions.map(({ resources, rows }) => {
    const writes = [...rows].map(([table, own]) => {
      const { name, text, bytes } = own.length > few ? copied(table, own) : inserted(table, own);
      statements.set(name, text);
      return bytes;
    });
    return { resources, bytes: Buffer.concat([execute('begin'), ...writes, execute('commit'), sync]) };
  });
  return { flights, statements };
}

interface Write {
  readonly name: string;
  readonly text: string;
  readonly bytes: Buffer;
}

function copied({ name, columns }: Table, rows: readonly Buffer[]): Write {
  const text = `copy ${name} (${columns.join(', ')}) from stdin (format binary)`;
  const copy = `copy ${name}`;
  return { name: copy, text, bytes: Buffer.concat([execute(copy), copyData(rows, columns.length)]) };
}

function inserted({ name, columns, types }: Table, rows: readonly Buffer[]): Write {
  const width = columns.length;
  const values = rows.map((_, row) => `(${types.map((type, i) => `$${row * width + i + 1}::${type}`).join(', ')})`);
  const insert = `insert ${name} ${rows.length}`;
  const text = `insert into ${name} (${columns.join(', ')}) values ${values.join(', ')}`;
  return { name: insert, text, bytes: execute(insert, Buffer.concat(rows), rows.length * width) };
}

export interface Landing {
  readonly seconds: number;
  /** Milliseconds of each flight. */
  readonly times: readonly number[];
}

/** Sends the flights over `connections`, one in flight on each. Statements are prepared before the clock runs. */
export async function land(url: string, { flights, statements }: Flights, connections: number): Promise<Landing> {
  const clients = await Promise.all(Array.from({ length: connections }, () => prepared(url, statements)));
  const times: number[] = [];
  let at = 0;
  const start = performance.now();
  await Promise.all(
    clients.map(async (client) => {
      for (let flight = flights[at++]; flight; flight = flights[at++]) {
        const sent = performance.now();
        await sendMessages(client, flight.bytes);
        times.push(performance.now() - sent);
      }
    }),
  );
  const seconds = (performance.now() - start) / 1000;
  await Promise.all(clients.map((client) => client.end()));
  return { seconds, times };
}

async function prepared(url: string, statements: ReadonlyMap<string, string>): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url, options: '-c plan_cache_mode=force_generic_plan' });
  await client.connect();
  const texts = [...statements].map(([name, text]) => prepare(name, text));
  await sendMessages(client, Buffer.concat([...texts, sync]));
  return client;
}
