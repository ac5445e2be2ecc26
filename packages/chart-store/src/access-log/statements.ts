/** Access rows as statements: the same for rows that travel with a change and for those that are copied by themselves. */
import type { Statement } from '../connections/messages.ts';
import { anyParameters, arrayParameters } from '../encode/parameters.ts';
import type { Row } from '../encode/rows.ts';
import type { Registry } from '../record/registry.ts';
import { insertRows, type Table } from '../record/tables.ts';
import type { AccessRow, AccessWho } from './access-row.ts';

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
const queryTable: Table = { name: 'access_query', columns: [at, n, { name: 'query', type: 'text' }] };

const addWho = `insert into access_who (who, kind, usr, fhir_user, name, behalf, roles, purpose, client, address, policies)
values ($1::int8, $2, $3, $4, $5, $6, $7::text[], $8, $9, $10, $11::text[]) on conflict do nothing`;

const addPending = 'insert into access_pending (at, n) values ($1::timestamptz[], $2::int8[])';

/** Keyed hashes of callers and patients, kept at hand. */
export interface AccessKeys {
  who(who: AccessWho): bigint;
  patient(id: string): bigint;
}

/** Keys kept at hand; beyond, all are forgotten and made again. */
const mostKept = 20_000;

export function accessKeys({ hash }: Pick<Registry, 'hash'>): AccessKeys {
  const kept = (make: (text: string) => bigint) => {
    const known = new Map<string, bigint>();
    return (text: string) => {
      let key = known.get(text);
      if (key === undefined) {
        if (known.size >= mostKept) known.clear();
        key = make(text);
        known.set(text, key);
      }
      return key;
    };
  };
  const byText = kept((text) => hash(`who|${text}`));
  const byObject = new WeakMap<AccessWho, bigint>();
  const who = (one: AccessWho) => {
    let key = byObject.get(one);
    if (key === undefined) {
      key = byText(textOf(one));
      byObject.set(one, key);
    }
    return key;
  };
  return { who, patient: kept((id) => hash(`Patient/${id}`)) };
}

/** The same for the same caller, another for another one. */
function textOf({
  kind = 'anonymous',
  user,
  fhirUser,
  name,
  onBehalfOf,
  roles,
  purpose,
  client,
  address,
  policies,
}: AccessWho): string {
  return `${kind}\0${user ?? ''}\0${fhirUser ?? ''}\0${name}\0${onBehalfOf ?? ''}\0${roles?.join('\u0001') ?? ''}\0${purpose ?? ''}\0${client ?? ''}\0${address ?? ''}\0${policies?.join(' ') ?? ''}`;
}

export interface AccessParts {
  readonly registry: Registry;
  readonly keys: AccessKeys;
}

/** In the order of their keys, so that two transactions never wait for each other. */
export function whoStatements(callers: ReadonlyMap<bigint, AccessWho>): Statement[] {
  return [...callers]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, who]) => {
      const { kind = 'anonymous', user, fhirUser, name, onBehalfOf, roles = [], purpose, client, address } = who;
      const { policies = [] } = who;
      const values = [key, kind, user, fhirUser, name, onBehalfOf, roles, purpose, client, address, policies];
      return { name: 'insert access_who', text: addWho, parameters: anyParameters(values) };
    });
}

/** The rows, without their callers. */
export function accessStatements(rows: readonly AccessRow[], { registry, keys }: AccessParts): Statement[] {
  const logs: Row[] = [];
  const patients: Row[] = [];
  const queries: Row[] = [];
  for (const row of rows) {
    const several = row.patients.length > 1;
    const first = row.patients[0];
    logs.push([
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
      several || first === undefined ? null : keys.patient(first),
      row.patients.length,
      row.resources,
      stored(row.labels),
      row.policy ?? null,
      row.status,
      stored(row.note),
      Math.min(row.micros, 2 ** 31 - 1),
    ]);
    if (several) for (const id of row.patients) patients.push([keys.patient(id), row.at, row.n]);
    if (row.query !== undefined) queries.push([row.at, row.n, stored(row.query)]);
  }
  return [
    ...insertRows(log, logs),
    ...insertRows(patientTable, patients),
    ...insertRows(queryTable, queries),
    ...pendingStatements(rows),
  ];
}

/** Tells the ledger's sequencer of the rows. */
function pendingStatements(rows: readonly AccessRow[]): Statement[] {
  if (rows.length === 0) return [];
  const places = rows.map((row) => [row.at, row.n]);
  return [
    { name: 'pending access', text: addPending, parameters: arrayParameters({ columns: [at, n], rows: places }) },
  ];
}

/** PostgreSQL's text holds every character but NUL: a row that cannot be stored would stop the log. */
function stored(text: string | undefined): string | null {
  if (text === undefined) return null;
  return text.includes('\0') ? text.replaceAll('\0', '\ufffd') : text;
}
