/** Worklists of any length: one task of each kind written through the server, the others as its copies in the tables that lists are read from. */
import type { Client } from 'pg';
import { withClient } from './records.ts';

export interface TaskKind {
  readonly list: string;
  readonly code: string;
  readonly count: number;
  /** A share of each: drawn by number, the same in every run. */
  readonly states: readonly string[];
}

const system = 'https://charthouse.dev/fhir/CodeSystem/task';
const patients = 2_000;

/** Half of all have a due date, one in twenty an owner, some are urgent; each is of one of two thousand patients. */
export async function addTasks(url: string, address: string, kinds: readonly TaskKind[]): Promise<void> {
  const entry = [
    ...Array.from({ length: patients }, (_, i) => ({
      resourceType: 'Patient',
      id: `bench-${i}`,
      name: [{ family: `Family${i}`, given: ['Given'] }],
      birthDate: '1970-01-01',
    })),
    ...kinds.map(templateOf),
  ].map((resource) => ({ resource, request: { method: 'PUT', url: `${resource.resourceType}/${resource.id}` } }));
  const answer = await fetch(`${address}/fhir/R4`, {
    method: 'POST',
    headers: { 'content-type': 'application/fhir+json' },
    body: JSON.stringify({ resourceType: 'Bundle', type: 'transaction', entry }),
  });
  if (!answer.ok) throw new Error(`adding tasks: ${answer.status} ${(await answer.text()).slice(0, 500)}`);
  await answer.arrayBuffer();
  await withClient(url, async (client) => {
    for (const [at, kind] of kinds.entries()) await copy(client, { kind, at });
    await client.query('vacuum analyze');
  });
}

/** Each statement takes of the five values those that it names. */
async function copy(client: Client, { kind, at }: { readonly kind: TaskKind; readonly at: number }): Promise<void> {
  const { list, code, states, count } = kind;
  const values = [`template-${code}`, list, states, count, at];
  for (const statement of copies) {
    const named = values.map((value, i) => [`$${i + 1}`, value] as const).filter(([name]) => statement.includes(name));
    const text = named.reduce((all, [name], i) => all.replaceAll(name, `:${i + 1}:`), statement);
    await client.query(
      text.replaceAll(/:(\d):/g, '$$$1'),
      named.map(([, value]) => value),
    );
  }
}

function templateOf({ code }: TaskKind) {
  return {
    ...{ resourceType: 'Task', id: `template-${code}`, status: 'requested', intent: 'order', priority: 'routine' },
    ...{
      code: { coding: [{ system, code }] },
      description: 'Something is missing',
      for: { reference: 'Patient/bench-0' },
    },
    authoredOn: '2026-01-01T00:00:00Z',
    restriction: { period: { end: '2026-06-01T00:00:00Z' } },
    input: [
      {
        type: { text: 'explanation' },
        valueString: 'What is asked of a record, and what was found instead. '.repeat(8),
      },
    ],
  };
}

const copies = [
  `create temp table person as select row_number() over (order by id)::int4 - 1 as at, tk, id from res where id like 'bench-%'`,
  `create temp table fact as
    select $5::int8 * 10000000 + g as n, 'made-' || $5 || '-' || g as id, p.tk as pt, p.id as patient,
      ($3::text[])[1 + g % cardinality($3::text[])] as status, case when h % 10 = 0 then 2 else 3 end as rank,
      timestamptz '2026-01-01Z' + h * interval '5 minutes' as authored,
      case when h % 2 = 0 then timestamptz '2026-06-01Z' + h * interval '7 minutes' else 'infinity' end as due,
      case when h % 20 = 1 then 'https://charthouse.dev/fhir/sid/account|somebody-' || h % 7 end as owner
    from (select g, hashint4(g) & 65535 as h from generate_series(1, $4::int4) g) numbers join person p on p.at = g % ${patients}`,
  `insert into res select x.* from (select r as o from res r where r.id = $1) one, fact f, lateral jsonb_populate_record(one.o,
    jsonb_build_object('tk', 9000000000 + f.n, 'rid', -f.n, 'id', f.id, 'pt', f.pt, 'body',
      replace(replace((one.o).body, $1, f.id), 'Patient/bench-0', 'Patient/' || f.patient))) x`,
  `insert into work (tk, rid, vis, sd, pt, list, kind, status, owner, rank, due, authored, words, entered)
    select 9000000000 + n, -n, 0, 0, pt, $2, substr($1, 10), status, owner, rank, due, authored, 'something is missing', authored from fact`,
  'drop table fact, person',
];
