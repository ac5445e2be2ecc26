/** Access rows as statements: the same for rows that travel with a change and for those that are copied by themselves. */
import { randomBytes } from 'node:crypto';
import type { Statement } from '../connections/messages.ts';
import { anyParameters } from '../encode/parameters.ts';
import type { Row } from '../encode/rows.ts';
import { rowContent } from '../ledger/access-content.ts';
import { saltLength } from '../ledger/leaves.ts';
import type { Registry } from '../record/registry.ts';
import { insertRows, type Table } from '../record/tables.ts';
import { type AccessKeys, whoRow } from './access-keys.ts';
import type { AccessRow, AccessWho } from './access-row.ts';
import { pendingStatements } from './pending.ts';

const at = { name: 'at', type: 'timestamptz' } as const;
const n = { name: 'n', type: 'int8' } as const;

const log: Table = {
  name: 'access_log',
  columns: [
    at,
    n,
    { name: 'request', type: 'int8' },
    { name: 'request_id', type: 'text' },
    { name: 'who', type: 'int8' },
    { name: 'kind', type: '"char"' },
    { name: 'action', type: 'text' },
    { name: 'tid', type: 'int2' },
    { name: 'id', type: 'text' },
    { name: 'ver', type: 'int4' },
    { name: 'pt', type: 'int8' },
    { name: 'patients', type: 'int4' },
    { name: 'resources', type: 'int4' },
    { name: 'labels', type: 'text' },
    { name: 'policy', type: 'text' },
    { name: 'status', type: 'int2' },
    { name: 'note', type: 'text' },
    { name: 'micros', type: 'int4' },
  ],
};
const patientTable: Table = { name: 'access_patient', columns: [{ name: 'pt', type: 'int8' }, at, n] };
const queryTable: Table = {
  name: 'access_query',
  columns: [at, n, { name: 'query', type: 'text' }, { name: 'salt', type: 'uuid' }],
};

const addWho = `insert into access_who (who, kind, usr, fhir_user, name, behalf, roles, purpose, client, address, policies)
values ($1::int8, $2, $3, $4, $5, $6, $7::text[], $8, $9, $10, $11::text[]) on conflict do nothing`;

export interface AccessParts {
  readonly registry: Registry;
  readonly keys: AccessKeys;
  /** The hashes that the ledger takes are made with the rows. */
  readonly leaves: boolean;
}

/** In the order of their keys, so that two transactions never wait for each other. */
export function whoStatements(callers: ReadonlyMap<bigint, AccessWho>): Statement[] {
  return [...callers]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, who]) => {
      const { kind, usr, fhir_user, name, behalf, roles, purpose, client, address, policies } = whoRow(who);
      const values = [key, kind, usr, fhir_user, name, behalf, roles, purpose, client, address, policies];
      return { name: 'insert access_who', text: addWho, parameters: anyParameters(values) };
    });
}

/** The rows, without their callers. */
export function accessStatements(rows: readonly AccessRow[], parts: AccessParts): Statement[] {
  const logs: Row[] = [];
  const patients: Row[] = [];
  const queries: Row[] = [];
  const contents: string[] = [];
  const salts = parts.leaves ? randomBytes(rows.length * saltLength) : undefined;
  for (const row of rows) {
    const log = logRow(row, parts);
    logs.push(log);
    const disclosed = row.patients.length > 1 ? row.patients.map(parts.keys.patient) : undefined;
    for (const key of disclosed ?? []) patients.push([key, row.at, row.n]);
    const asked = row.query === undefined ? undefined : { salt: randomBytes(saltLength), query: stored(row.query)! };
    if (asked) queries.push([row.at, row.n, asked.query, asked.salt]);
    if (parts.leaves) contents.push(contentOf(log, { who: parts.keys.whoText(row.who), disclosed, asked }));
  }
  return [
    ...insertRows(log, logs),
    ...insertRows(patientTable, patients),
    ...insertRows(queryTable, queries),
    ...pendingStatements(rows, salts && { salts, contents }),
  ];
}

function logRow(row: AccessRow, { registry, keys }: AccessParts): Row {
  const only = row.patients.length === 1 ? row.patients[0] : undefined;
  return [
    row.at,
    row.n,
    row.request,
    stored(row.requestId),
    keys.who(row.who),
    row.kind,
    row.action,
    row.type === undefined ? null : registry.typeId(row.type),
    row.id ?? null,
    row.version ?? null,
    only === undefined ? null : keys.patient(only),
    row.patients.length,
    row.resources,
    stored(row.labels),
    row.policy ?? null,
    row.status,
    stored(row.note),
    Math.min(row.micros, 2 ** 31 - 1),
  ];
}

const contentOf = rowContent(log.columns);

/** PostgreSQL's text holds every character but NUL: a row that cannot be stored would stop the log. */
function stored(text: string | undefined): string | null {
  if (text === undefined) return null;
  return text.includes('\0') ? text.replaceAll('\0', '\ufffd') : text;
}
