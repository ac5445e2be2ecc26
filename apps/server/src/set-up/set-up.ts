/** What an installation still needs before people work with it, read from what is there: the administrator's check-list. */
import { backupKindName, type ChartStore, ledgerStatus } from '@charthouse/chart-store';
import { type Sql, sql } from '@charthouse/fhir-search';
import { demoState } from '../demo/state.ts';

export interface SetUpStep {
  /** Its words are in the catalogue of the workbench. */
  readonly id: 'organisation' | 'people' | 'signIn' | 'backup' | 'ledger' | 'feeds' | 'demo';
  /** Undefined: it cannot be told. */
  readonly isDone: boolean | undefined;
  /** A count, `1 / 2`, a day, or a time since 1970 in milliseconds; absent: never. */
  readonly detail?: string | number;
}

interface Facts {
  readonly organisations: number;
  readonly staff: number;
  readonly administrators: number;
  readonly guarded: number;
  readonly feeds: number;
  /** Milliseconds since 1970: of the last backup that was read back whole after it was written, as every one is before it counts. */
  readonly backup: number | null;
}

/** Counting goes no further. */
const enough = 1_000;
const week = 7 * 86_400_000;
const nightly = 2 * 86_400_000;

export async function setUpSteps(store: ChartStore, now: number): Promise<readonly SetUpStep[]> {
  const [facts] = await store.search<Facts>(statement);
  const { verified } = await ledgerStatus(store.search);
  const demo = await demoState(store);
  if (!facts) return [];
  const { organisations, staff, administrators, guarded, feeds, backup } = facts;
  return [
    { id: 'organisation', isDone: organisations > 0, detail: organisations },
    { id: 'people', isDone: staff > 1, detail: staff },
    {
      id: 'signIn',
      isDone: administrators > 0 && guarded === administrators,
      detail: `${guarded} / ${administrators}`,
    },
    { id: 'backup', isDone: backup !== null && now - backup < week, ...(backup !== null && { detail: backup }) },
    {
      ...{ id: 'ledger', isDone: verified?.holds === true && now - verified.to < nightly },
      ...(verified && { detail: verified.to }),
    },
    { id: 'feeds', isDone: feeds > 0, detail: feeds },
    { id: 'demo', isDone: demo?.isLoaded === true, ...(demo?.isLoaded && { detail: demo.today ?? demo.day }) },
  ];
}

const countOf = (type: string): Sql => sql`(select count(*)::int4 from (
  select from res r join resource_type t using (tid) where t.name = ${type} and r.op <> 'D' limit ${enough}) one)`;

/** The grant that counts is the last one. */
const has = (role: string): Sql => sql`coalesce((select g.granted from role_grant g
  where g.account = a.id and g.role = ${role} order by g.id desc limit 1), false)`;

const statement = sql`
  select ${countOf('Organization')} as organisations,
    count(*) filter (where a.kind = 'staff')::int4 as staff,
    count(*) filter (where ${has('administrator')})::int4 as administrators,
    count(*) filter (where ${has('administrator')} and (a.totp_confirmed is not null
      or exists (select from passkey p where p.account = a.id)))::int4 as guarded,
    count(*) filter (where a.kind = 'service' and ${has('feed')})::int4 as feeds,
    (select (extract(epoch from max(j.finished)) * 1000)::float8 from job j
      where j.kind = ${backupKindName} and j.state = 'done') as backup
  from account a where a.disabled is null`;
