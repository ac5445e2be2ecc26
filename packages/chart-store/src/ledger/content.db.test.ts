import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Opened, openedStore } from '../opened.testing.ts';
import { accessJoins, accessText, contentSettings } from './content.ts';

/** The text as PostgreSQL makes it of whole rows: what leaves were made of before, and what knows of every column. */
const asJsonb = `pg_catalog.jsonb_strip_nulls(pg_catalog.to_jsonb(l) || pg_catalog.jsonb_build_object(
  'who', pg_catalog.to_jsonb(w),
  'disclosed', case when l.patients > 1 then (select pg_catalog.jsonb_agg(p.pt order by p.pt) from access_patient p where p.at = l.at and p.n = l.n) end,
  'asked', case when q.n is not null then coalesce(q.digest, pg_catalog.sha256(pg_catalog.uuid_send(q.salt) || pg_catalog.convert_to(q.query, 'UTF8'))) end))::text`;

const odd = `E'a "b" \\\\ c\\n\\t\\u0007 é 😀 </x>'`;
let opened: Opened;

beforeAll(async () => {
  opened = await openedStore();
});
afterAll(() => opened.close());

test('the text of an access row is that of its jsonb, whatever its columns hold', async () => {
  const { db } = opened;
  for (const setting of contentSettings) await db.query(`set ${setting.replace('=', ' = ')}`);
  await db.query(`
    insert into access_who (who, kind, usr, fhir_user, name, behalf, roles, purpose, client, address, policies)
    select 1, ${odd}, ${odd}, ${odd}, ${odd}, ${odd}, array[${odd}, 'b'], ${odd}, ${odd}, ${odd}, array['x', ${odd}];
    insert into access_who (who, kind, name, roles) values (-2, '', '', '{}')`);
  await db.query(`
    insert into access_log
    select moment, n, -n, ${odd}, who, 'R', ${odd}, 7, ${odd}, 3, 9223372036854775807, n, 2, ${odd}, ${odd}, 200, ${odd}, 5
    from (values (now(), 1, 1), ('2026-01-01 10:00+02', 2, 1), ('2019-12-31 23:59:59.000001Z', 3, 3)) v (moment, n, who);
    insert into access_log (at, n, request, who, kind, action, patients, resources, status, micros)
    select now(), n, n, -2, 'V', 'start', n - 10, 0, 200, 0 from generate_series(10, 13) n;
    insert into access_patient (at, n, pt) select at, n, key from access_log, (values (5), (-4)) p (key) where n in (2, 13);
    insert into access_query (at, n, query) select at, n, ${odd} from access_log where n in (1, 2, 10);
    update access_query set query = null where n = 2`);
  const { rows } = await db.query(
    `select l.n, ${asJsonb} as wanted, ${accessText.text} as text from access_log l ${accessJoins.text} where l.action <> 'x' order by l.n`,
  );
  expect(rows.length).toBeGreaterThanOrEqual(7);
  for (const { wanted, text } of rows) expect(text).toBe(wanted);
});

test('the text tells of every column of the row and its caller', async () => {
  for (const [table, row] of [
    ['access_log', 'l'],
    ['access_who', 'w'],
  ]) {
    const { rows } = await opened.db.query<{ name: string }>(
      'select column_name as name from information_schema.columns where table_name = $1',
      [table],
    );
    const told = new RegExp(`\\b${row}\\.(\\w+)`, 'g');
    const known = new Set([...`${accessText.text} ${accessJoins.text}`.matchAll(told)].map(([, name]) => name));
    const missed = rows.map(({ name }) => name).filter((name) => !known.has(name));
    expect(missed, `columns of ${table} that leaves do not hold`).toEqual([]);
  }
});
