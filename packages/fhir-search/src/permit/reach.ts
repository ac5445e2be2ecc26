/** Whether a patient is one whom a grant reaches, as a condition. */
import { raw, type Sql, sql } from '../sql.ts';
import type { PlannedReach } from './planned.ts';
import { nowMilliseconds } from './version.ts';

export type OfPatients = Exclude<PlannedReach, { kind: 'authored' }>;

/** Not of a row that this transaction wrote. */
const ofBefore = raw(' and c.xmin <> pg_current_xact_id()::xid');

/** `patient`: its key, null of what belongs to none. */
export function reachSql(reach: OfPatients, patient: Sql): Sql {
  if (reach.kind === 'patients') return sql`coalesce(${patient} = any(${reach.keys}::int8[]), false)`;
  const { actors, lead, grace, before } = reach;
  return sql`exists (select from care c where c.pt = ${patient} and c.actor = any(${actors}::int8[]) and c.lo - ${lead}::int8 <= ${nowMilliseconds} and c.hi + ${grace}::int8 >= ${nowMilliseconds}${before ? ofBefore : raw('')})`;
}
