/** Every current version, type by type, as it was at one moment: streamed through a cursor, however many there are. */
import pg from 'pg';

export interface CurrentVersions {
  /** Moment of the snapshot, ISO 8601. */
  readonly taken: string;
  /** Types that have resources, in alphabetical order, with their counts. */
  readonly counts: ReadonlyMap<string, number>;
  /** Stored JSON texts of a type, oldest change first, in batches. */
  bodies(type: string): AsyncGenerator<string[]>;
  close(): Promise<void>;
}

const batch = 1_000;
const current = `r.op not in ('D', 'X')`;

/** One transaction that only reads: it sees nothing of what is written meanwhile. */
export async function readCurrent(connectionString: string): Promise<CurrentVersions> {
  const client = new pg.Client({ connectionString, application_name: 'charthouse export' });
  client.on('error', () => {}); // fails the query that runs
  await client.connect();
  try {
    await client.query(`begin isolation level repeatable read read only;
      set local statement_timeout = 0; set local idle_in_transaction_session_timeout = 0`);
    const { rows } = await client.query<{ taken: Date }>('select now() as taken');
    const counted = await client.query<{ name: string; n: string }>(
      `select t.name, count(*) as n from res r join resource_type t using (tid) where ${current} group by 1 order by 1`,
    );
    return {
      taken: rows[0]!.taken.toISOString(),
      counts: new Map(counted.rows.map(({ name, n }) => [name, Number(n)])),
      bodies: (type) => bodies(client, type),
      close: () => client.end(),
    };
  } catch (error) {
    await client.end().catch(() => {});
    throw error;
  }
}

async function* bodies(client: pg.Client, type: string): AsyncGenerator<string[]> {
  await client.query(
    `declare bodies no scroll cursor for select r.body from res r
     where r.tid = (select tid from resource_type where name = ${pg.escapeLiteral(type)}) and ${current} order by r.lu, r.rid`,
  );
  for (;;) {
    const { rows } = await client.query<{ body: string }>(`fetch ${batch} from bodies`);
    if (rows.length === 0) break;
    yield rows.map(({ body }) => body);
  }
  await client.query('close bodies');
}
