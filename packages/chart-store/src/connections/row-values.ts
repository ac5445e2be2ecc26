/** How column values arrive: int8 as bigint, timestamptz as milliseconds since 1970, bytea as bytes. */
import pg from 'pg';

const int8 = 20;
const timestamptz = 1184;

/** Sessions speak UTC and ISO: `2026-11-22 10:34:41.123456+00`; the slow way is for years beyond 9999 or before 1. */
function milliseconds(text: string): number {
  const quick = Date.parse(`${text.slice(0, 10)}T${text.slice(11)}:00`);
  return Number.isNaN(quick) ? Number(pg.types.getTypeParser(timestamptz)(text)) : quick;
}

const parsers: Readonly<Record<number, (text: string) => unknown>> = {
  [int8]: BigInt,
  [timestamptz]: milliseconds,
};

export const rowValues = {
  getTypeParser: ((oid: number, format?: 'text' | 'binary') =>
    (format !== 'binary' && parsers[oid]) ||
    pg.types.getTypeParser(oid, format as 'text')) as typeof pg.types.getTypeParser,
};
