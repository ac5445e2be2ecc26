/** The filter of a permit as conditions: applied wherever a statement reads a resource. */
import { type Sql, sql } from '../sql.ts';
import { type Candidate, column, type Scope } from './candidate.ts';

export function visible({ row, res, contained }: Candidate, { permit }: Scope): Sql[] {
  const conditions: Sql[] = [];
  if (permit?.vis) conditions.push(sql`${column(contained ? res! : row, 'vis')} = any(${permit.vis}::int4[])`);
  if (permit?.patients && res) {
    const pt = column(res, 'pt');
    conditions.push(sql`(${pt} is null or ${pt} = any(${permit.patients}::int8[]))`);
  }
  return conditions;
}
