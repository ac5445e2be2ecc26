/** An AuditEvent or Provenance that a row of the access log is. */

import { sql } from '@charthouse/fhir-search';
import type { Call, Result } from '../call.ts';
import type { ApiParts } from '../parts.ts';
import type { LogRow } from './log-row.ts';
import { logPage, moment, placeOf } from './log-row.ts';
import { loggedType } from './logged-types.ts';

/** Undefined: the type is not served from the log, or no row has the id. */
export async function readLogged({ type, id, base }: Call, parts: ApiParts): Promise<Result | undefined> {
  const { store } = parts;
  const logged = loggedType(type, parts);
  const place = logged && placeOf(id ?? '');
  if (!logged || !place) return undefined;
  const named = sql`l.at = ${moment(place[0])} and l.n = ${place[1]}::int8`;
  const [row] = await store.search<LogRow>(logPage({ conditions: [named, logged.rows], count: 1, ascending: false }));
  if (!row) return undefined;
  return { status: 200, body: JSON.stringify(logged.resource(row, base)) };
}
