export { createSearch } from './create-search.ts';
export { contentAddresses } from './extract/addresses.ts';
export { extractionRevision } from './extract/revision.ts';
export { textsOf } from './extract/texts.ts';
export {
  byAddress,
  type CodeInUse,
  type ContainedRows,
  type DatRow,
  type Edge,
  type IndexRows,
  noDate,
  type QtyRow,
  type RefRow,
  type StrRow,
  type TokRow,
} from './index-rows.ts';
export { readDefinition } from './parameters/read-definition.ts';
export { anyDenial, denialsOf, denialTo } from './permit/denials.ts';
export type { CareLook, Quick } from './permit/quick.ts';
export type {
  ParseOptions,
  Search,
  SearchQuery,
  SearchRow,
  SearchTarget,
  Visible,
} from './search.ts';
export { joinSql, raw, type Sql, sql } from './sql.ts';
