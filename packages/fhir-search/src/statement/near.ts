/** Distance on the sphere: a band of latitudes from the index, then the exact distance. */
import type { Near } from '../clause.ts';
import type { ByDistance } from '../sort/sort-key.ts';
import { raw, type Sql, sql } from '../sql.ts';
import { column, type Scope } from './candidate.ts';

/** Mean radius of the earth and length of a degree of latitude, metres. */
const radius = 6_371_008.8;
const degree = (radius * Math.PI) / 180;

export function nearCondition({ latitude, longitude, at, metres }: Near, row: string, scope: Scope): Sql {
  const a = scope.alias('a');
  const b = scope.alias('b');
  const band = metres / degree + 1e-9;
  const lat = column(a, 'lo');
  return sql`exists (select 1 from qty ${raw(a)}, qty ${raw(b)} where ${column(a, 'h')} = ${latitude}::int8 and ${lat} between ${at[0] - band}::float8 and ${at[0] + band}::float8 and ${column(a, 'rid')} = ${column(row, 'rid')} and ${column(b, 'rid')} = ${column(a, 'rid')} and ${column(b, 'h')} = ${longitude}::int8 and ${distance(at, a, b)} <= ${metres}::float8)`;
}

/** How far a candidate is, in metres; no row where it has no position. */
export function metresSql({ latitude, longitude, at }: ByDistance, row: string, scope: Scope): Sql {
  const a = scope.alias('a');
  const b = scope.alias('b');
  return sql`select ${distance(at, a, b)} from qty ${raw(a)}, qty ${raw(b)} where ${column(a, 'rid')} = ${column(row, 'rid')} and ${column(a, 'h')} = ${latitude}::int8 and ${column(b, 'rid')} = ${column(a, 'rid')} and ${column(b, 'h')} = ${longitude}::int8`;
}

/** `a` and `b`: rows with the latitude and the longitude. */
function distance(at: readonly [number, number], a: string, b: string): Sql {
  const lat = column(a, 'lo');
  const lon = column(b, 'lo');
  const haversine = sql`sind((${lat} - ${at[0]}::float8) / 2) ^ 2 + cosd(${at[0]}::float8) * cosd(${lat}) * sind((${lon} - ${at[1]}::float8) / 2) ^ 2`;
  return sql`2 * ${radius}::float8 * asin(least(1, sqrt(${haversine})))`;
}
