export type { DatRow, Edge, IndexRows, QtyRow, RefRow, StrRow, TokRow } from './index-rows.ts';
export { joinSql, raw, type Sql, sql } from './sql.ts';
