/** Keeps the table `work` with every version of a task, in the transaction that writes it, and tells who has a list open. */
import type { Change, RecordTransaction } from '@charthouse/chart-store';
import type { Resource } from '@charthouse/fhir-model';
import { sql } from '@charthouse/fhir-search';
import { ownerOf, type WorkRow, workRow } from './work-row.ts';

/** Lists and owners whose work has changed, as JSON `{ lists, owners }`: no word of the record. */
const workChannel = 'work';

type Hash = (text: string) => bigint;

export async function keepWork(changes: readonly Change[], tx: RecordTransaction, hash: Hash): Promise<void> {
  const tasks = changes.filter(({ type }) => type === 'Task');
  if (tasks.length === 0) return;
  const key = ({ id }: Change) => hash(`Task/${id}`);
  const gone = tasks.filter(({ body }) => body === '');
  const rows = tasks.filter(({ body }) => body !== '').map((change) => ({ tk: key(change), ...rowOf(change) }));
  await Promise.all([
    ...(gone.length > 0 ? [tx.query(sql`delete from work where tk = any(${gone.map(key)}::int8[])`)] : []),
    ...(rows.length > 0 ? [put(rows, tx)] : []),
    tx.query(sql`select pg_notify(${workChannel}, ${toldOf(tasks)})`),
  ]);
}

/** That any list may have changed: tasks were removed with all their versions. */
export async function tellAllWork(tx: Pick<RecordTransaction, 'query'>): Promise<void> {
  await tx.query(sql`select pg_notify(${workChannel}, '{}')`);
}

function rowOf({ body, lastUpdated }: Change): WorkRow {
  return workRow(JSON.parse(body) as Resource, new Date(lastUpdated).toISOString());
}

async function put(rows: readonly (WorkRow & { readonly tk: bigint })[], tx: RecordTransaction) {
  const column = <Of>(read: (row: WorkRow) => Of) => rows.map(read);
  await tx.query(sql`
    insert into work (tk, rid, vis, sd, pt, marked, list, kind, status, owner, rank, due, authored, words, entered)
    select n.tk, r.rid, r.vis, r.sd, r.pt, is_marked_patient(r.pt), n.list, n.kind, n.status, n.owner, n.rank, n.due, n.authored, n.words, clock_timestamp()
    from unnest(${rows.map(({ tk }) => tk)}::int8[], ${column((row) => row.list)}::text[], ${column((row) => row.kind)}::text[],
      ${column((row) => row.status)}::text[], ${column((row) => row.owner)}::text[], ${column((row) => row.rank)}::int2[],
      ${column((row) => row.due)}::timestamptz[], ${column((row) => row.authored)}::timestamptz[],
      ${column((row) => row.words)}::text[])
      as n (tk, list, kind, status, owner, rank, due, authored, words)
    join res r on r.tk = n.tk
    on conflict (tk) do update set rid = excluded.rid, vis = excluded.vis, sd = excluded.sd, words = excluded.words, list = excluded.list, kind = excluded.kind, status = excluded.status, owner = excluded.owner,
      rank = excluded.rank, due = excluded.due, authored = excluded.authored, pt = excluded.pt, marked = excluded.marked,
      entered = case when work.list = excluded.list and work.owner is not distinct from excluded.owner
        and is_open_work(work.status) = is_open_work(excluded.status) then work.entered else excluded.entered end`);
}

/** Lists and owners before and after; more than a notice holds are told as everything. */
function toldOf(tasks: readonly Change[]): string {
  const versions = tasks.flatMap(({ body, previous }) =>
    [body, previous?.body ?? ''].filter((text) => text !== '').map((text) => JSON.parse(text) as Resource),
  );
  const lists = [...new Set(versions.map((task) => workRow(task, '').list))];
  const owners = [...new Set(versions.map(({ owner }) => ownerOf(owner)).filter((owner) => owner !== null))];
  const text = JSON.stringify({ lists, owners });
  return text.length < 7_000 ? text : '{}';
}
